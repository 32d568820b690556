/** What one example can change in the sum that dp-sgd adds noise to, on the path that a run takes. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { contextAt, createDefence, defenceInit, turnFacts } from "../../../test/contract/defence.js";
import { clippedGridSum } from "../../../shared/learning/grid-gradient.js";
import { layerSpans } from "../../../shared/learning/layer-spans.js";
import { mlp } from "../../../shared/models/mlp/index.js";
import { softmax } from "../../../shared/models/softmax/index.js";
import { stridedCnn } from "../../../shared/models/strided-cnn/index.js";
import type { Examples } from "../../../shared/plugins/task.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import type { Network } from "../../../shared/tensor/network.js";
import { clipNormsOf } from "./clip.js";
import { dpSgd } from "./index.js";
import { params as schema } from "./params.js";

const task = { inputShape: [13, 13, 1], classes: 4 };
const networks = {
  softmax: softmax.create({}, task),
  mlp: mlp.create({ hidden: [9, 7], activation: "relu" }, task),
  cnn: stridedCnn.create({ activation: "tanh" }, task),
};
const layersOf = (network: Network): number => layerSpans(network.layout).length;

beforeAll(() => useBackend("wasm"));

/** A lot of 1 to 6 examples that differ widely in size, and one more; weights far from their start. */
const situations = fc.record({
  network: fc.constantFrom(...Object.values(networks)),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  count: fc.integer({ min: 1, max: 6 }),
  spread: fc.constantFrom(1, 10, 1000),
  clipNorm: fc.constantFrom(0.003, 1, 20),
});
interface Situation {
  readonly network: Network;
  readonly seed: number;
  readonly count: number;
  readonly spread: number;
  readonly clipNorm: number;
}

const clips = {
  flat: () => ({ clipping: "flat" }),
  "per layer, alike": () => ({ clipping: "per-layer" }),
  "per layer, each its own": ({ network, clipNorm }: Situation) => ({
    clipping: "per-layer",
    clipNorm: undefined,
    // together clipNorm
    layerClipNorms: sharesOf(layersOf(network)).map((share) => share * clipNorm),
  }),
  adaptive: () => ({ adaptive: {} }),
};

function sharesOf(layers: number): number[] {
  const weights = Array.from({ length: layers }, (_, l) => l + 1);
  return weights.map((weight) => weight / Math.hypot(...weights));
}

function draw({ network, seed, count, spread }: Situation) {
  const rng = RngStream.fromSeed(seed);
  const weights = network.initialise(rng.fork("weights")).map((w) => 3 * w);
  const images = Float32Array.from({ length: (count + 1) * 169 }, () => rng.uniform());
  for (let i = 0; i <= count; i++) {
    const size = spread ** (2 * rng.uniform() - 1);
    for (let k = 0; k < 169; k++) images[i * 169 + k] *= size;
  }
  const labels = Int32Array.from({ length: count + 1 }, () => rng.integer(4));
  const lotOf = (indices: number[]): Examples => ({
    images: Float32Array.from(indices.flatMap((i) => [...images.subarray(i * 169, (i + 1) * 169)])),
    labels: Int32Array.from(indices, (i) => labels[i]),
    shape: [13, 13, 1],
  });
  const all = Array.from({ length: count }, (_, i) => i);
  return { weights, without: lotOf(all), withOne: lotOf([...all, count]), replaced: lotOf([count, ...all.slice(1)]) };
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.sqrt(Array.from(a).reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0));

// float32 sums of six gradients of norm C are wrong by less than 1e-6 C
const rounding = 1 + 1e-6;

describe.each(Object.entries(clips))("the clipped sum, %s", (_, clipOf) => {
  test("moves by at most the clip norm when an example comes or goes, by twice that when one is replaced", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { network, clipNorm } = situation;
        const { weights, without, withOne, replaced } = draw(situation);
        const facts = turnFacts({ batchSize: 1 });
        const given = { clipNorm, noiseMultiplier: 0, ...clipOf(situation) };
        const defence = createDefence(dpSgd, JSON.parse(JSON.stringify(given)), defenceInit(facts));
        // the clip has followed what was released before, to wherever that led
        const state = "adaptive" in given ? { state: { clipNorm } } : {};
        const sumOf = (lot: Examples) =>
          defence.lotGradient!({ network, weights, lot }, { ...contextAt(1, facts), ...state }).update;
        const [one, other, third] = [without, withOne, replaced].map(sumOf);
        expect(distance(one, other)).toBeLessThanOrEqual(clipNorm * rounding);
        expect(distance(one, third)).toBeLessThanOrEqual(2 * clipNorm * rounding);
      }),
      { seed: 11, numRuns: 40 },
    );
  });

  test("on the grid of secure noise: exactly, as integers", () => {
    fc.assert(
      fc.property(situations, fc.constantFrom(0.1, 1, 50), (situation, noiseMultiplier) => {
        const { network, clipNorm } = situation;
        const { weights, without, withOne, replaced } = draw(situation);
        const given = schema.parse(JSON.parse(JSON.stringify({ clipNorm, noiseMultiplier, ...clipOf(situation) })));
        const cell = (noiseMultiplier * clipNorm) / 2 ** 20;
        const clip = clipNormsOf(given, clipNorm, network.layout);
        const sumOf = (lot: Examples) => clippedGridSum(network, weights, lot, clip, cell).cells;
        const [one, other, third] = [without, withOne, replaced].map(sumOf);
        const squares = (a: Float64Array, b: Float64Array): bigint =>
          a.reduce((sum, value, i) => sum + BigInt(value - b[i]) ** 2n, 0n);
        // (2^20 / z)², rounded down
        const most = BigInt(Math.floor((2 ** 20 / noiseMultiplier) ** 2));
        expect(squares(one, other) <= most).toBe(true);
        expect(squares(one, third) <= 4n * most).toBe(true);
      }),
      { seed: 12, numRuns: 40 },
    );
  });
});

test("the grid's sum is the clipped sum, to the grid's fineness", () => {
  const situation = { network: networks.cnn, seed: 5, count: 6, spread: 10, clipNorm: 1 };
  const { weights, without: lot } = draw(situation);
  const cell = 2 ** -20;
  const { cells, norms, losses, clipped } = clippedGridSum(networks.cnn, weights, lot, 1, cell);
  const facts = turnFacts({ batchSize: 1 });
  const defence = createDefence(dpSgd, { clipNorm: 1, noiseMultiplier: 0 }, defenceInit(facts));
  const plain = defence.lotGradient!({ network: networks.cnn, weights, lot }, contextAt(1, facts));
  plain.update.forEach((value, i) => expect(Math.abs(value - cells[i] * cell)).toBeLessThan(1e-5));
  expect(losses.length).toBe(6);
  losses.forEach((loss, i) => expect(loss).toBeCloseTo(plain.losses[i], 4));
  expect(clipped / 6).toBe(plain.measurements[0].value);
  expect(norms.length).toBe(6);
});

test("on the grid an example whose gradient is not finite adds nothing, and the others add what they do", () => {
  const situation = { network: networks.mlp, seed: 6, count: 3, spread: 1, clipNorm: 1 };
  const { weights, without: lot } = draw(situation);
  const broken = { ...lot, images: lot.images.with(169 + 5, Infinity) };
  const two = { ...lot, images: Float32Array.of(...lot.images.slice(0, 169), ...lot.images.slice(338)) };
  const others = { ...two, labels: Int32Array.of(lot.labels[0], lot.labels[2]) };
  const found = clippedGridSum(networks.mlp, weights, broken, 1, 2 ** -20);
  expect(found.cells).toEqual(clippedGridSum(networks.mlp, weights, others, 1, 2 ** -20).cells);
});
