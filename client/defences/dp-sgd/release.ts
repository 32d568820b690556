/** What DP-SGD releases in a turn. @module */
import { heldOutCount } from "../../../shared/learning/held-out.js";
import { samplers } from "../../../shared/learning/sampling/index.js";
import type { TurnFacts } from "../../../shared/plugins/defence.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import type { PlannedRelease } from "../../../shared/privacy/planned-release.js";
import { factorIn, isCheck } from "./noise-schedule.js";
import type { NoiseSchedule } from "./noise-schedule.js";

/**
 * Each of a turn's lots has noise of its own, and the later ones know what the earlier ones did. The sampler knows what
 * noise on one of its lots releases; undefined where no accounting of that is known. Adaptive clipping changes nothing: its
 * noise is set such that sum and count together are one Gaussian of this noise multiplier.
 * @param noiseMultiplier in the first turn
 */
export function releaseOf(
  noiseMultiplier: number,
  schedule: NoiseSchedule | undefined,
  facts: TurnFacts,
  round: number,
): PlannedRelease | undefined {
  const factor = schedule === undefined ? 1 : factorIn(schedule, round, facts.turns);
  const examples = trainedOn(schedule, facts);
  const lot = samplers[facts.sampling].release?.(noiseMultiplier * factor, { ...facts, examples });
  if (lot === undefined) return undefined;
  const { event: one, neighbours } = lot;
  const lots: DpEvent = facts.localSteps === 1 ? one : { type: "repeated", count: facts.localSteps, event: one };
  if (schedule?.kind !== "validation-based" || !isCheck(schedule, round)) return { event: lots, neighbours };
  // one example moves the count by 1 at most, whichever relation holds
  const count: DpEvent = { type: "gaussian", noiseMultiplier: schedule.countNoise };
  return { event: { type: "composed", events: [count, lots] }, neighbours };
}

/** How many of its examples a participant draws lots from. */
export function trainedOn(schedule: NoiseSchedule | undefined, { examples }: TurnFacts): number {
  return examples - heldOutCount(heldOutShare(schedule), examples);
}

export function heldOutShare(schedule: NoiseSchedule | undefined): number {
  return schedule?.kind === "validation-based" ? schedule.heldOut : 0;
}
