/** A participant, its lots and its updates, and the curious server that attacks them. @module */
import { mnist } from "../../shared/datasets/mnist/index.js";
import { clippedGradientSum, summedGradient } from "../../shared/learning/gradient.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import { mlp } from "../../shared/models/mlp/index.js";
import type { AttackInit, Claim, KnownDefence, Observation } from "../../shared/plugins/attack.js";
import type { Examples } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { Network } from "../../shared/tensor/network.js";
import { gradientInversion } from "../../server/attacks/gradient-inversion/index.js";

const dataset = mnist.create({}, { folder: "." });
const train = dataset.open("train");
const test = dataset.open("test");

export const task = { inputShape: dataset.shape, classes: dataset.classes };

export const auxiliary = test.gather(Int32Array.from({ length: test.count }, (_, i) => i));

export function lotOf(size: number, rng: RngStream): Examples {
  return train.gather(rng.sampleWithoutReplacement(train.count, size));
}

export type Activation = "relu" | "sigmoid" | "tanh";

export function perceptron(hidden: number[], activation: Activation): Network {
  return mlp.create({ hidden, activation }, task);
}

/** Weights after `steps` of plain training at batch size 80 and learning rate 0.1. */
export function trainedWeights(network: Network, steps: number, seed: number): Float32Array {
  const rng = RngStream.fromSeed(seed);
  let weights = network.initialise(rng.fork("weights"));
  for (let step = 0; step < steps; step++) {
    const { gradient } = summedGradient(network, weights, lotOf(80, rng.fork("lot", step)));
    weights = sgdStep(weights, gradient, 0.1 / 80);
  }
  return weights;
}

export interface Defence {
  readonly exampleClipNorm?: number;
  readonly updateClipNorm?: number;
  /** of each coordinate of the update */
  readonly noiseStddev?: number;
}

/** The lot's gradient over `batchSize`, clipped and noised; all in float32, as a participant would. */
export function updateOf(
  network: Network,
  weights: Float32Array,
  lot: Examples,
  batchSize: number,
  { exampleClipNorm = Infinity, updateClipNorm = Infinity, noiseStddev = 0 }: Defence = {},
  rng: RngStream = RngStream.fromSeed(0),
): Float32Array {
  const sum = clippedGradientSum(network, weights, lot, exampleClipNorm).gradient;
  const update = sum.map((value) => value / batchSize);
  const norm = Math.sqrt(update.reduce((squares, value) => squares + value ** 2, 0));
  const factor = Math.min(1, updateClipNorm / norm);
  return update.map((value) => value * factor + noiseStddev * rng.gaussian());
}

export function initOf(network: Network, batchSize: number, defences: readonly KnownDefence[] = []): AttackInit {
  return {
    network,
    classes: task.classes,
    update: "gradient",
    localSteps: 1,
    uploadFraction: 1,
    batchSize,
    examplesEach: 6000,
    summed: 1,
    sampling: "poisson",
    learningRate: 0.1,
    rounds: 1,
    participants: 10,
    defences,
    auxiliary,
    rng: RngStream.fromSeed(99).fork("attack"),
  };
}

export async function claimsOf(init: AttackInit, observations: readonly Observation[]): Promise<readonly Claim[]> {
  const attack = gradientInversion.create(gradientInversion.params.parse({}), init);
  for (const observation of observations) attack.observe(observation);
  const inference = attack.infer(new AbortController().signal);
  for (;;) {
    const { done, value } = await inference.next();
    if (done) return value;
  }
}
