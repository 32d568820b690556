import { beforeAll, describe, expect, it, test } from "vitest";
import { datasets } from "../../datasets/index.js";
import { summedGradient } from "../../learning/gradient.js";
import { sgdStep } from "../../learning/sgd.js";
import { models } from "../../models/index.js";
import type { Examples } from "../../plugins/task.js";
import { RngStream } from "../../random/rng-stream.js";
import { useBackend } from "../../tensor/backend/index.js";
import { tensorCount } from "../../tensor/memory.js";
import type { Network } from "../../tensor/network.js";
import { parameterCount } from "../../tensor/param-vector.js";
import { lastLayerSignatures } from "./last-layer-signatures.js";
import { certainCounts, labelsOf, likelyCounts } from "./likely-labels.js";

const mnist = datasets[0].create({}, { folder: "." });
const [train, auxiliary] = [mnist.open("train"), mnist.open("test").gather(Array.from({ length: 400 }, (_, i) => i))];
const lots = 20;

beforeAll(async () => void (await useBackend("wasm")));

function networkOf(name: string, params: Record<string, unknown> = {}): Network {
  const model = models.find((candidate) => candidate.name === name)!;
  return model.create(model.params.parse(params), { inputShape: [28, 28, 1], classes: 10 });
}

function lotOf(size: number, seed: number): Examples {
  const rng = RngStream.fromSeed(seed).fork("lot");
  return train.gather(Array.from({ length: size }, () => rng.integer(train.count)));
}

/** Share of the true labels that were claimed, each claimed one used once. */
function overlap(claimed: Int32Array, truth: Int32Array): number {
  const unused = [...claimed];
  const hits = [...truth].filter((label) => {
    const at = unused.indexOf(label);
    if (at >= 0) unused.splice(at, 1);
    return at >= 0;
  });
  return hits.length / truth.length;
}

const meanOverlap = (recover: (lot: Examples) => Int32Array) =>
  Array.from({ length: lots }, (_, seed) => lotOf(8, seed)).reduce(
    (sum, lot) => sum + overlap(recover(lot), lot.labels) / lots,
    0,
  );

describe("lots of 8 at the first round", () => {
  it.each([
    ["mlp", { hidden: [128, 64] }],
    ["lenet-sigmoid", {}],
    ["shokri-cnn", {}],
    ["strided-cnn", {}],
    ["softmax", {}],
    ["shokri-mlp", {}],
  ])("at least 95 % of the labels of %s, of which many are repeated", (name, params) => {
    const network = networkOf(name, params);
    const weights = network.initialise(RngStream.fromSeed(1));
    const signatures = lastLayerSignatures(network, weights, auxiliary);
    const recovered = meanOverlap((lot) => {
      const observed = signatures.of(summedGradient(network, weights, lot).gradient);
      return labelsOf(likelyCounts(signatures, observed, { lotSize: 8 }));
    });
    expect(recovered).toBeGreaterThanOrEqual(0.95);
  });

  it("guesses at chance from the update of another lot", () => {
    const network = networkOf("softmax");
    const weights = network.initialise(RngStream.fromSeed(1));
    const signatures = lastLayerSignatures(network, weights, auxiliary);
    const other = signatures.of(summedGradient(network, weights, lotOf(8, 1000)).gradient);
    const recovered = meanOverlap(() => labelsOf(likelyCounts(signatures, other, { lotSize: 8 })));
    // all labels different would score 1 − 0.9^8 = 0.57
    expect(recovered).toBeLessThan(0.65);
  });

  it("does without the bias", () => {
    const network = networkOf("mlp", { hidden: [64] });
    const weights = network.initialise(RngStream.fromSeed(1));
    const indices = Int32Array.from({ length: parameterCount(network.layout) - 10 }, (_, i) => i);
    const signatures = lastLayerSignatures(network, weights, auxiliary, { indices });
    const recovered = meanOverlap((lot) => {
      const { gradient } = summedGradient(network, weights, lot);
      return labelsOf(likelyCounts(signatures, signatures.of(gradient.fill(NaN, -10)), { lotSize: 8 }));
    });
    expect(recovered).toBeGreaterThanOrEqual(0.95);
  });
});

it.each(["softmax", "strided-cnn"])("reads labels off what five local steps of %s changed", (name) => {
  const network = networkOf(name);
  const weights = network.initialise(RngStream.fromSeed(1));
  const [steps, rate] = [5, 0.02];
  const recovered = meanOverlap((lot) => {
    let local: Float32Array = weights;
    for (let s = 0; s < steps; s++) local = sgdStep(local, summedGradient(network, local, lot).gradient, rate / 8);
    const halfway = local.map((value, i) => (value + weights[i]) / 2);
    const gradient = local.map((value, i) => (weights[i] - value) / ((rate / 8) * steps));
    const signatures = lastLayerSignatures(network, halfway, auxiliary);
    return labelsOf(likelyCounts(signatures, signatures.of(gradient), { lotSize: 8 }));
  });
  expect(recovered).toBeGreaterThanOrEqual(0.95);
});

it("finds the size of a Poisson lot", () => {
  const network = networkOf("softmax");
  const weights = network.initialise(RngStream.fromSeed(1));
  const signatures = lastLayerSignatures(network, weights, auxiliary);
  for (const size of [3, 8, 13]) {
    const lot = lotOf(size, size);
    const observed = signatures.of(summedGradient(network, weights, lot).gradient);
    expect(labelsOf(likelyCounts(signatures, observed, { lotSize: 8, isPoisson: true }))).toEqual(lot.labels.sort());
  }
});

test("signatures are linear: those of a gradient of noise vary as they say", () => {
  const network = networkOf("softmax");
  const weights = network.initialise(RngStream.fromSeed(1));
  const { of, noise } = lastLayerSignatures(network, weights, auxiliary, {
    indices: Int32Array.from({ length: 3000 }, (_, i) => 4850 + i),
  });
  const rng = RngStream.fromSeed(4);
  const draws = Array.from({ length: 2000 }, () => {
    const gradient = new Float32Array(parameterCount(network.layout));
    rng.fillGaussian(gradient, 1);
    return of(gradient);
  });
  const size = draws[0].length;
  expect(noise).toHaveLength(size ** 2);
  for (const [a, b] of [
    [0, 0],
    [0, 10],
    [3, 3],
    [size - 1, size - 1],
  ]) {
    const sample = draws.reduce((sum, draw) => sum + (draw[a] * draw[b]) / draws.length, 0);
    // five standard deviations, about
    expect(Math.abs(sample - noise[a * size + b])).toBeLessThan(0.16);
  }
});

describe("certainCounts", () => {
  it("counts what a negative entry takes, and nothing for rounding", () => {
    expect([...certainCounts([0.4, -0.7, -1.2, -0.005, -2.005])]).toEqual([0, 1, 2, 0, 2]);
  });

  it("is never more than the lot has, even from one example on a trained-out path", () => {
    const network = networkOf("lenet-sigmoid");
    const weights = network.initialise(RngStream.fromSeed(2));
    for (let seed = 0; seed < 10; seed++) {
      const lot = lotOf(1, seed);
      const { gradient } = summedGradient(network, weights, lot);
      expect([...labelsOf(certainCounts(gradient.subarray(-10)))]).toEqual([...lot.labels]);
    }
  });
});

it("starts from what is certain, and never goes below", () => {
  const zeros = new Float64Array(9);
  const nothing = { means: [0, 1, 2].map(() => new Float64Array(0)), covariances: [zeros, zeros, zeros], noise: zeros };
  const counts = likelyCounts({ ...nothing, of: () => new Float64Array(0) }, new Float64Array(0), {
    lotSize: 4,
    least: Int32Array.of(0, 3, 0),
    frequencies: Float64Array.of(0.1, 0.1, 0.8),
  });
  expect([...counts]).toEqual([0, 3, 1]);
});

it("leaves no tensor behind", () => {
  const network = networkOf("softmax");
  const weights = network.initialise(RngStream.fromSeed(1));
  const before = tensorCount();
  lastLayerSignatures(network, weights, auxiliary);
  expect(tensorCount()).toBe(before);
});
