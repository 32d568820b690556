/** When the noise of a validation-based schedule falls. @module */
import { correctAnswers } from "../../../shared/learning/evaluate.js";
import type { DefenceContext, DefenceState, LotTask, Measurement } from "../../../shared/plugins/defence.js";
import { noisyCount } from "../noisy-count.js";
import { factorAfter, isCheck } from "./noise-schedule.js";
import type { ValidationBased } from "./noise-schedule.js";

export interface Validated {
  /** of the first noise multiplier */
  readonly factor: number;
  readonly state: DefenceState;
  readonly measurements: readonly Measurement[];
}

/**
 * Counts, in the first step of a turn that has a count, how many held-out examples the weights label correctly, and takes
 * a step down unless the noisy count has grown enough since the one before. It never takes more steps than `factorIn` allows for.
 */
export function validate(
  schedule: ValidationBased,
  { network, weights, heldOut }: LotTask,
  { round, step, state = {}, rng }: DefenceContext,
  places: number,
): Validated {
  const { heldOutAccuracy: before = 0, noiseSteps = 0 } = state;
  if (step > 1 || !isCheck(schedule, round)) {
    return { factor: factorAfter(schedule, noiseSteps), state, measurements: [] };
  }
  const count = heldOut === undefined ? 0 : correctAnswers(network, weights, heldOut());
  // over the places for them, which are public: how many are filled is not
  const accuracy = noisyCount(count, schedule.countNoise, rng.fork("held-out")) / Math.max(1, places);
  const steps = accuracy < before + schedule.improvement ? noiseSteps + 1 : noiseSteps;
  return {
    factor: factorAfter(schedule, steps),
    state: { ...state, heldOutAccuracy: accuracy, noiseSteps: steps },
    measurements: [{ name: "dp-sgd/held-out-accuracy", value: accuracy, unit: "fraction" }],
  };
}
