/** One way of explaining an update: so many images, of these labels, after so many local steps. @module */
import { clippingAt, meanFactor } from "./clipping.js";
import { inferredLabels, knownLabels, labelsAtOnce } from "./labels.js";
import type { Labels } from "./labels.js";
import { distanceFor } from "./objective.js";
import type { Distance } from "./objective.js";
import type { Received } from "./received.js";
import { localSteps, oneLot } from "./schedule.js";
import type { Schedule } from "./schedule.js";
import type { Setting } from "./setting.js";

export interface Attempt {
  readonly received: Received;
  readonly schedule: Schedule;
  /** of the images; where they are searched for, a first guess */
  readonly labels: Labels;
  readonly distance: Distance;
  /** by which clipping scaled the update, as far as it matters to the distance */
  readonly scale: number;
  /** searches from different starts */
  readonly restarts: number;
}

/** Local steps that are tried where their number is guessed. */
const guessedSteps = [1, 2, 3, 5, 10];

/**
 * Several where the number of local steps is guessed, or the order of labels in several lots; none at an update that is
 * zero.
 * @param isHurried whether labels are to be read at once, because there is no time left for more
 */
export function attemptsAt(setting: Setting, received: Received, isHurried: boolean): Attempt[] {
  if (received.norm === 0) return [];
  const { init, params } = setting;
  const steps = params.localSteps === "known" ? init.localSteps : params.localSteps;
  return (steps === "guess" ? guessedSteps : [steps]).flatMap((count) =>
    inEveryOrder(setting, attemptAt(setting, received, count, isHurried)),
  );
}

function attemptAt(setting: Setting, received: Received, steps: number, isHurried: boolean): Attempt {
  const { init, params } = setting;
  const expected = scheduleOf(setting, received, steps);
  const isQuick = isHurried || params.labels === "joint";
  const isSizeShown = isSizeUnknown(setting, steps) && !received.isDrowned;
  const labels =
    knownLabels(setting, expected) ??
    (isQuick ? labelsAtOnce(setting, received, expected) : inferredLabels(setting, received, expected, isSizeShown));
  const { length } = labels.labels;
  const schedule = length === expected.images ? expected : oneLot(init, received.summed, length);
  const distance = distanceFor(setting, received);
  const isScaled = distance === "likelihood" && !isHurried;
  const scale = isScaled ? meanFactor(clippingAt(setting, received.weights, setting.representatives)) : 1;
  return { received, schedule, labels, distance, scale, restarts: params.restarts };
}

function scheduleOf(setting: Setting, { summed, isDrowned }: Received, steps: number): Schedule {
  const { init, params } = setting;
  const lotSize = params.lotSize === "auto" ? init.batchSize : params.lotSize;
  if (steps > 1) return localSteps(init, summed, lotSize, steps);
  if (typeof params.labels !== "string" && isSizeUnknown(setting, steps)) {
    return oneLot(init, summed, params.labels.length);
  }
  const images = lotSize * summed;
  // a missing guess is worse than one too many: a standard deviation more than there are on average
  const isMore = isSizeUnknown(setting, steps) && isDrowned;
  return oneLot(init, summed, isMore ? Math.ceil(images + Math.sqrt(images)) : images);
}

function isSizeUnknown({ init, params }: Setting, steps: number): boolean {
  return steps === 1 && init.sampling === "poisson" && params.lotSize === "auto";
}

/** Which label was in which lot is unknown as well: every restart tries another order, the first the one given. */
function inEveryOrder({ init }: Setting, attempt: Attempt): Attempt[] {
  const { received, schedule, labels, restarts } = attempt;
  if (schedule.lots === 1 || restarts === 1) return [attempt];
  const rng = init.rng.fork("order", received.round, received.participant);
  return Array.from({ length: restarts }, (_, restart): Attempt => {
    const order = restart === 0 ? labels.labels.map((_label, i) => i) : rng.fork(restart).permutation(schedule.images);
    return {
      ...attempt,
      labels: { ...labels, labels: Int32Array.from(order, (i) => labels.labels[i]) },
      restarts: 1,
    };
  });
}
