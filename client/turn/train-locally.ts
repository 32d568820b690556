/** The local steps of a turn: the gradient of one lot, or what several changed in the weights. @module */
import { summedGradient } from "../../shared/learning/gradient.js";
import { heldOutCount } from "../../shared/learning/held-out.js";
import { lotDrawer } from "../../shared/learning/sampling/index.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import type { DefenceState, LotGradient, LotTask, Measurement } from "../../shared/plugins/defence.js";
import { breather } from "./breather.js";
import { defenceContext } from "./defence-context.js";
import { withInjected } from "./inject.js";
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
  /** what the first defence carries to the next turn */
  readonly state?: DefenceState;
}

/** @param weights [P], left as they are */
export async function trainLocally(training: Training, round: number, weights: Float32Array): Promise<LocalResult> {
  const { network, store, facts, rng, learningRate, injection } = training;
  const { localSteps } = facts;
  const { examples, heldOut } = divided(training);
  const present = (places: Int32Array): Int32Array => presentOf(places, training);
  const drawLot = lotDrawer(facts.sampling, { ...facts, examples: examples.length }, rng.fork("sampling"));
  const breathe = breather();
  const isDelta = facts.update === "delta";
  const localWeights = isDelta ? weights.slice() : weights;
  const scratch = new Float32Array(weights.length);
  const lot: number[] = [];
  const measurements: Measurement[] = [];
  let update: Float32Array = new Float32Array(0);
  let lossSum = 0;
  let { state } = training;
  for (let step = 1; step <= localSteps; step++) {
    const drawn = present(drawLot((round - 1) * localSteps + step).map((i) => examples[i]));
    const own = store.gather(drawn);
    const injecting = rng.fork("injection", "round", round, "step", step);
    const task: LotTask = {
      ...{ network, weights: localWeights, lot: injection ? withInjected(own, injection, injecting) : own },
      ...(heldOut.length > 0 && { heldOut: () => store.gather(present(heldOut)) }),
    };
    const gradient = lotGradient({ ...training, state }, task, scratch, round, step);
    ({ state } = gradient);
    lot.push(...drawn);
    measurements.push(...gradient.measurements);
    for (const loss of gradient.losses.subarray(0, drawn.length)) lossSum += loss;
    if (isDelta) sgdStep(localWeights, gradient.update, learningRate / gradient.divisor, localWeights);
    else update = quotient(gradient.update, gradient.divisor);
    await breathe();
  }
  return {
    update: isDelta ? sgdStep(localWeights, weights, 1) : update,
    localWeights,
    lot: Int32Array.from(lot),
    meanLoss: lot.length === 0 ? undefined : lossSum / lot.length,
    measurements: meanMeasurements(measurements),
    ...(state !== undefined && { state }),
  };
}

/** What lots are drawn from, and what the first defence keeps back. */
function divided({ examples, defences }: Training): { examples: Int32Array; heldOut: Int32Array } {
  const kept = examples.length - heldOutCount(defences[0]?.heldOutShare ?? 0, examples.length);
  return { examples: examples.subarray(0, kept), heldOut: examples.subarray(kept) };
}

/** Without places that stay empty. */
function presentOf(places: Int32Array, { absent }: Training): Int32Array {
  return absent === undefined ? places : places.filter((example) => !absent.has(example));
}

/** The gradient of a lot is `update` / `divisor`: a local step divides its learning rate instead of P values. */
interface Divided extends LotGradient {
  readonly divisor: number;
}

/** By the first defence, if it computes gradients itself: no other may. Without one it goes to `scratch` [P]. */
function lotGradient(training: Training, task: LotTask, scratch: Float32Array, round: number, step: number): Divided {
  const [first] = training.defences;
  const defended = first?.lotGradient?.(task, defenceContext(training, 0, round, step, training.state));
  if (defended !== undefined) return { ...defended, divisor: 1 };
  const { facts, injection } = training;
  return summed(task, facts.batchSize + (injection?.perLot ?? 0), scratch);
}

/** The lot's summed gradient over its expected size, whatever its real size: the denominator must not tell it. */
function summed({ network, weights, lot }: LotTask, batchSize: number, into: Float32Array): Divided {
  const { gradient, losses } = summedGradient(network, weights, lot, into);
  return { update: gradient, divisor: batchSize, losses, measurements: [] };
}

/** In place. */
function quotient(vector: Float32Array, divisor: number): Float32Array {
  if (divisor !== 1) for (let i = 0; i < vector.length; i++) vector[i] /= divisor;
  return vector;
}
