import { beforeAll, expect, test } from "vitest";
import { summedGradient } from "../../shared/learning/gradient.js";
import { mlp } from "../../shared/models/mlp/index.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import { Auditor } from "./auditor.js";
import { conjugateGradients } from "./conjugate-gradients.js";

const network = mlp.create({ hidden: [20], activation: "tanh" }, { inputShape: [5, 5, 1], classes: 4 });
const rng = RngStream.fromSeed(6);
const randomExamples = (count: number) => ({
  images: Float32Array.from({ length: count * 25 }, () => rng.uniform()),
  labels: Int32Array.from({ length: count }, () => rng.integer(4)),
  shape: [5, 5, 1],
});
const canaries = randomExamples(40);
const isIn = Array.from({ length: 40 }, () => rng.uniform() < 0.5);
const present = isIn.flatMap((own, i) => (own ? [i] : []));
const lot = {
  images: Float32Array.from(present.flatMap((i) => [...canaries.images.subarray(25 * i, 25 * i + 25)])),
  labels: Int32Array.from(present, (i) => canaries.labels[i]),
  shape: [5, 5, 1],
};
const nobody = randomExamples(0);

beforeAll(() => useBackend("cpu"));

test.each([
  ["gradient", nobody],
  ["delta", nobody],
  ["gradient", randomExamples(60)],
] as const)("tells who is in a %s without noise, whatever else is there", (update, others) => {
  const examplesEach = 40 + others.labels.length;
  const auditor = new Auditor({
    ...{ network, update, canaries, others, batchSize: examplesEach, examplesEach, learningRate: 0.2, defences: [] },
  });
  const weights = network.initialise(RngStream.fromSeed(2));
  const [canary, other] = [lot, others].map((examples) => summedGradient(network, weights, examples).gradient);
  const scale = (update === "gradient" ? 1 : -0.2) / examplesEach;
  const uploaded = canary.map((value, i) => (value + other[i]) * scale);
  auditor.observe({ participant: 0, round: 1, weights, update: uploaded });
  const right = isIn.filter((own, i) => own === auditor.scores[i] > 0).length;
  expect(right).toBeGreaterThanOrEqual(38);
});

test("noise alone tells nothing: scores do not depend on the coins", () => {
  const auditor = new Auditor({
    ...{
      network,
      update: "gradient",
      canaries,
      batchSize: 40,
      examplesEach: 40,
      learningRate: 0.2,
      defences: [],
      others: nobody,
    },
  });
  const update = new Float32Array(parameterCount(network.layout));
  RngStream.fromSeed(3).fillGaussian(update, 100);
  auditor.observe({ participant: 0, round: 1, weights: network.initialise(RngStream.fromSeed(2)), update });
  expect(auditor.scores.every(Number.isFinite)).toBe(true);
  // 40 fair coins, 33 or more of them right with probability 2e-5
  expect(isIn.filter((own, i) => own === auditor.scores[i] > 0).length).toBeLessThan(33);
});

test("conjugate gradients solve a system", () => {
  const product = (x: Float64Array) => Float64Array.of(4 * x[0] + x[1], x[0] + 3 * x[1]);
  const [a, b] = conjugateGradients(product, Float64Array.of(1, 2), { steps: 5, tolerance: 1e-12 });
  expect(a).toBeCloseTo(1 / 11, 12);
  expect(b).toBeCloseTo(7 / 11, 12);
});
