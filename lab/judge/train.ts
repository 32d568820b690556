/** Trains the judge on all training examples at once, as nobody in the federation could. @module */
import { summedGradient } from "../../shared/learning/gradient.js";
import { lotDrawer } from "../../shared/learning/sampling/index.js";
import type { Examples, ExampleStore } from "../../shared/plugins/task.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { Network } from "../../shared/tensor/network.js";
import { outliersOf } from "./outliers.js";
import { shiftImages } from "./shift-images.js";

export interface Schedule {
  readonly batchSize: number;
  readonly steps: number;
}

/** Examples seen, one after another: many passes over few, one or two over very many; 25 s on wasm at most. */
const passes = 80;
const mostSeen = 96_000;
const fewestSeen = 3_000;

/** What a training split of `count` examples gets. */
export function scheduleFor(count: number): Schedule {
  const batchSize = Math.min(32, count);
  const seen = Math.min(mostSeen, Math.max(fewestSeen, passes * count));
  return { batchSize, steps: Math.ceil(seen / batchSize) };
}

/** Of the first step, for the mean loss; it falls to zero as half a cosine. */
const learningRate = 0.06;
const momentum = 0.9;
const weightDecay = 5e-4;
/** Images that show nothing, for every image of a lot. */
const outlierShare = 0.1;
/** Pixels that an image is moved by, as a share of its shorter side, at most: who draws a digit centres it roughly. */
const shift = 0.04;

/**
 * Stochastic gradient descent with momentum, weight decay and a cosine schedule (Loshchilov & Hutter 2017,
 * arXiv:1608.03983), on images that are moved by a few pixels; lets other events through between steps.
 * @param network whose last class is no class: images that show nothing
 * @returns the weights [P]
 */
export async function train(
  network: Network,
  store: ExampleStore,
  rng: RngStream,
  { batchSize, steps } = scheduleFor(store.count),
): Promise<Float32Array> {
  const weights = network.initialise(rng.fork("initial-weights"));
  const drawLot = lotDrawer("shuffle", { examples: store.count, batchSize }, rng.fork("sampling"));
  const moves = rng.fork("moves");
  const strange = rng.fork("outliers");
  const nothing = network.classes - 1;
  const velocity = new Float32Array(weights.length);
  const gradient = new Float32Array(weights.length);
  for (let step = 0; step < steps; step++) {
    const rate = (learningRate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
    const lot: Examples = shiftImages(store.gather(drawLot(step + 1)), shift, moves);
    const some = firstOf(lot, Math.max(1, Math.round(outlierShare * batchSize)));
    summedGradient(network, weights, together(lot, outliersOf(some, nothing, strange)), gradient);
    for (let i = 0; i < weights.length; i++) {
      velocity[i] = momentum * velocity[i] + gradient[i] / batchSize + weightDecay * weights[i];
      weights[i] -= rate * velocity[i];
    }
    await new Promise((resume) => setImmediate(resume));
  }
  return weights;
}

function firstOf({ images, labels, shape }: Examples, count: number): Examples {
  const size = images.length / labels.length;
  return { images: images.subarray(0, count * size), labels: labels.subarray(0, count), shape };
}

function together(a: Examples, b: Examples): Examples {
  const images = new Float32Array(a.images.length + b.images.length);
  images.set(a.images);
  images.set(b.images, a.images.length);
  return { images, labels: Int32Array.of(...a.labels, ...b.labels), shape: a.shape };
}
