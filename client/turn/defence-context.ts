/** What a defence is told about the lot or update before it. @module */
import type { DefenceContext, DefenceState } from "../../shared/plugins/defence.js";
import type { Training } from "./take-turn.js";

/** A defence draws from a stream of its own for every lot of the run. */
export function defenceContext(
  { facts, rng }: Pick<Training, "facts" | "rng">,
  index: number,
  round: number,
  step: number,
  state?: DefenceState,
): DefenceContext {
  const lot = (round - 1) * facts.localSteps + step;
  return { round, step, facts, rng: rng.fork("defence", index, "round", lot), ...(state !== undefined && { state }) };
}
