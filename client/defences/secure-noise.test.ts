/** Noise that survives attacks on floating-point numbers, of every defence that says its does. */
import { beforeAll, describe, expect, test } from "vitest";
import {
  bounded,
  contextAt,
  createDefence,
  defenceInit,
  noiseContract,
  turnFacts,
} from "../../test/contract/defence.js";
import { normalCdf } from "../../shared/numeric/normal.js";
import { softmax } from "../../shared/models/softmax/index.js";
import type { Examples } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { discreteGaussianNoise } from "./discrete-gaussian-noise/index.js";
import { dpSgd } from "./dp-sgd/index.js";
import { gaussianNoise } from "./gaussian-noise/index.js";
import { laplaceNoise } from "./laplace-noise/index.js";

// Draws are not fixed: a test fails a sound defence with the probability that it states.

const facts = turnFacts({ secureRandomness: true, batchSize: 1 });
const secure = { ...contextAt(1, facts), rng: RngStream.secure() };
const network = softmax.create({}, { inputShape: [4, 4, 1], classes: 10 });
const weights = network.initialise(RngStream.fromSeed(4));
const size = weights.length;
const shape = [4, 4, 1];
const emptyLot: Examples = { images: new Float32Array(0), labels: new Int32Array(0), shape };

beforeAll(() => useBackend("cpu"));

/** What comes out of a defence with noise of that standard deviation on an update of zeros, [n]. */
const outputs: Record<string, (stddev: number, n: number) => Float32Array> = {
  "gaussian-noise": (stddev, n) => protectedBy(gaussianNoise, { noiseStddev: stddev }, new Float32Array(n)),
  "discrete-gaussian-noise": (stddev, n) =>
    protectedBy(discreteGaussianNoise, { noiseStddev: stddev }, new Float32Array(n)),
  "dp-sgd": (stddev, n) => {
    const defence = createDefence(dpSgd, { clipNorm: 0.5, noiseMultiplier: stddev / 0.5 }, defenceInit(facts));
    const one = () => defence.lotGradient!({ network, weights, lot: emptyLot }, secure).update;
    return Float32Array.from(Array.from({ length: Math.ceil(n / size) }, one).flatMap((update) => [...update]));
  },
};

function protectedBy(plugin: unknown, params: Record<string, unknown>, update: Float32Array): Float32Array {
  const defence = createDefence(plugin, params, defenceInit(facts, bounded(1, 1)));
  return defence.protectUpdate!(update, secure).update;
}

describe.each(Object.entries(outputs))("%s, secure", (_, draw) => {
  noiseContract((stddev) => draw(stddev, 100_000));

  test.each([0.3, 2.5])(
    "noise of standard deviation %d fills cells as a Gaussian does (chi-square, false alarm 1e-6)",
    (stddev) => {
      const noise = draw(stddev, 200_000);
      const cells = 120;
      const counts = new Float64Array(cells);
      for (const value of noise) {
        counts[Math.min(cells - 1, Math.max(0, Math.floor((value / stddev) * 20) + cells / 2))]++;
      }
      let chiSquare = 0;
      counts.forEach((count, i) => {
        const upper = i === cells - 1 ? 1 : normalCdf((i + 1 - cells / 2) / 20);
        const expected = noise.length * (upper - (i === 0 ? 0 : normalCdf((i - cells / 2) / 20)));
        chiSquare += (count - expected) ** 2 / expected;
      });
      const freedom = cells - 1;
      const score = (Math.cbrt(chiSquare / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
      expect(Math.abs(score)).toBeLessThan(4.9);
    },
  );
});

test("laplace-noise, secure: twice the variance of its squared scale (false alarm 1e-6)", () => {
  const noise = protectedBy(laplaceNoise, { noiseScale: 0.7 }, new Float32Array(100_000));
  const chiSquare = noise.reduce((sum, value) => sum + (value / 0.7) ** 2 / 2, 0);
  expect(Math.abs(chiSquare - 1e5)).toBeLessThan(4.9 * Math.sqrt(5e5));
});

describe("low bits", () => {
  const n = 50_000;
  // two updates that floating point would tell apart by their last bits alone
  const neighbours = [0, 1 / 3].map((value) => new Float32Array(n).fill(value));

  test.each([
    ["gaussian-noise", gaussianNoise, { noiseStddev: 1 }, 2 ** -20],
    ["laplace-noise", laplaceNoise, { noiseScale: 1 }, 2 ** -20],
    ["discrete-gaussian-noise", discreteGaussianNoise, { noiseStddev: 1 }, 2 ** -16],
  ])(
    "of %s: every output is on the same grid, and its last bit is a fair coin (false alarm 2e-6)",
    (_, plugin, params, cell) => {
      for (const update of neighbours) {
        const unbounded = createDefence(plugin, params, defenceInit(facts));
        const out = unbounded.protectUpdate!(update, secure).update;
        // float32 holds every cell of the grid below 16
        const cells = Array.from(out, (value) => value / cell).filter((value) => Math.abs(value) < 2 ** 23);
        expect(cells.every(Number.isInteger)).toBe(true);
        const odd = cells.filter((value) => value % 2 !== 0).length;
        expect(Math.abs(odd - cells.length / 2)).toBeLessThan(4.9 * Math.sqrt(cells.length / 4));
      }
    },
  );

  test("without secure randomness they are not: the grids of two updates have hardly a value in common", () => {
    const [one, other] = neighbours.map((update) => {
      const defence = createDefence(gaussianNoise, { noiseStddev: 1 }, defenceInit(turnFacts()));
      return defence.protectUpdate!(update, contextAt(1)).update;
    });
    const onGrid = (out: Float32Array) => out.filter((value) => Number.isInteger(value * 2 ** 20)).length;
    expect(onGrid(one)).toBeLessThan(n / 2);
    expect(onGrid(other)).toBeLessThan(n);
  });

  test("of dp-sgd: whatever is in the lot, the sum is on the noise's grid", () => {
    const rng = RngStream.fromSeed(5);
    const images = Float32Array.from({ length: 3 * 16 }, () => rng.uniform());
    const defence = createDefence(dpSgd, { clipNorm: 1, noiseMultiplier: 1 }, defenceInit(facts));
    for (const lot of [emptyLot, { images, labels: Int32Array.of(0, 1, 2), shape }]) {
      const { update } = defence.lotGradient!({ network, weights, lot }, secure);
      expect(update.every((value) => Number.isInteger(value * 2 ** 20))).toBe(true);
    }
  });
});

describe("bounds", () => {
  test("an update at its bound stays within it on the grid: what is left of it under hardly any noise", () => {
    const update = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const norm = Math.hypot(...update);
    const unit = update.map((value) => value / norm);
    const out = protectedBy(gaussianNoise, { noiseStddev: 2 ** -6 }, unit);
    const noise = out.map((value, i) => value - unit[i]);
    const chiSquare = noise.reduce((sum, value) => sum + (value * 2 ** 6) ** 2, 0);
    // false alarm 1e-6
    expect(Math.abs(chiSquare - 1000)).toBeLessThan(5 * Math.sqrt(2000));
  });

  test.each([
    ["gaussian-noise", gaussianNoise, { noiseStddev: 0.01 }],
    ["laplace-noise", laplaceNoise, { noiseScale: 0.01 }],
    ["discrete-gaussian-noise", discreteGaussianNoise, { noiseStddev: 0.0005 }],
  ])("%s of so little that its grid is too fine for exact sums is refused", (_, plugin, params) => {
    expect(() => createDefence(plugin, params, defenceInit(facts, bounded(1, 1)))).toThrow(/cells of the grid/);
  });

  test("dp-sgd of so little noise is refused, in the last turn of a schedule as well", () => {
    const create = (more: object, init = defenceInit(facts)) => createDefence(dpSgd, { clipNorm: 1, ...more }, init);
    expect(() => create({ noiseMultiplier: 0.01 })).toThrow(
      "secure noise has a multiplier of 0.015625 or more, not 0.01",
    );
    const noiseSchedule = { kind: "step", factor: 0.5, everyRounds: 1 };
    expect(() => create({ noiseMultiplier: 1, noiseSchedule })).toThrow("secure noise has a multiplier");
    expect(() => create({ noiseMultiplier: 0.01 }, defenceInit(turnFacts()))).not.toThrow();
  });
});
