/** Who takes a turn in a synchronous round. @module */
import type { RngStream } from "../random/rng-stream.js";

export interface CohortRule {
  /** participants, expected under poisson; in [1, participants] */
  readonly size: number;
  readonly sampling: "fixed" | "poisson";
}

/**
 * The participants of a round, ascending; everybody without a rule. It follows from the arguments alone, so that the
 * server can draw it and the lab can know beforehand how often each participant is drawn.
 * - `fixed`: `size` different ones, afresh every round.
 * - `poisson`: each one independently with probability size / participants; the cohort may be empty.
 * @param round from 1
 * @param rng the server's own stream, the same in every round
 */
export function drawCohort(
  rule: CohortRule | undefined,
  participants: number,
  round: number,
  rng: RngStream,
): Int32Array {
  if (rule === undefined) return Int32Array.from({ length: participants }, (_, i) => i);
  const stream = rng.fork("cohort", round);
  if (rule.sampling === "poisson") return stream.poissonSample(participants, rule.size / participants);
  return stream.sampleWithoutReplacement(participants, rule.size).sort();
}
