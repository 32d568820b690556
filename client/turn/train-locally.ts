/** The local steps of a turn: the gradient of one lot, or what several changed in the weights. @module */
import { lotDrawer } from "../../shared/learning/sampling.js";
import { summedGradient } from "../../shared/learning/gradient.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import type { LotGradient, LotTask, Measurement } from "../../shared/plugins/defence.js";
import { breather } from "./breather.js";
import { defenceContext } from "./defence-context.js";
import { meanMeasurements } from "./mean-measurements.js";
import type { Training } from "./take-turn.js";

export interface LocalResult {
  /** [P] */
  readonly update: Float32Array;
  /** [P], after the local steps; for a gradient the weights as they were */
  readonly localWeights: Float32Array;
  /** the examples of its lots, one lot after another, indices into the store */
  readonly lot: Int32Array;
  /** mean over the lots, nats; undefined where all are empty */
  readonly meanLoss: number | undefined;
  readonly measurements: readonly Measurement[];
}

/** @param weights [P], left as they are */
export async function trainLocally(training: Training, round: number, weights: Float32Array): Promise<LocalResult> {
  const { network, store, examples, facts, rng, learningRate } = training;
  const { localSteps, batchSize } = facts;
  const drawLot = lotDrawer(facts.sampling, examples.length, batchSize, rng.fork("sampling"));
  const breathe = breather();
  const isDelta = facts.update === "delta";
  const localWeights = isDelta ? weights.slice() : weights;
  const lot: number[] = [];
  const measurements: Measurement[] = [];
  let update: Float32Array = new Float32Array(0);
  let lossSum = 0;
  for (let step = 1; step <= localSteps; step++) {
    const drawn = drawLot((round - 1) * localSteps + step).map((i) => examples[i]);
    const task = { network, weights: localWeights, lot: store.gather(drawn) };
    const gradient = lotGradient(training, task, round, step);
    lot.push(...drawn);
    measurements.push(...gradient.measurements);
    for (const loss of gradient.losses) lossSum += loss;
    if (isDelta) sgdStep(localWeights, gradient.update, learningRate, localWeights);
    else ({ update } = gradient);
    await breathe();
  }
  return {
    update: isDelta ? sgdStep(localWeights, weights, 1) : update,
    localWeights,
    lot: Int32Array.from(lot),
    meanLoss: lot.length === 0 ? undefined : lossSum / lot.length,
    measurements: meanMeasurements(measurements),
  };
}

/** By the first defence, if it computes gradients itself: no other may. */
function lotGradient(training: Training, task: LotTask, round: number, step: number): LotGradient {
  const [first] = training.defences;
  const defended = first?.lotGradient?.(task, defenceContext(training, 0, round, step));
  return defended ?? meanGradient(task, training.facts.batchSize);
}

/** The lot's summed gradient over its expected size, whatever its real size: the denominator must not tell it. */
function meanGradient({ network, weights, lot }: LotTask, batchSize: number): LotGradient {
  const { gradient, losses } = summedGradient(network, weights, lot);
  // in place: another vector a step would keep the garbage collector busy for a third of the time
  for (let i = 0; i < gradient.length; i++) gradient[i] /= batchSize;
  return { update: gradient, losses, measurements: [] };
}
