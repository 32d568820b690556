import { describe, expect, test } from "vitest";
import type { Sampling } from "../../plugins/defence.js";
import { RngStream } from "../../random/rng-stream.js";
import { lotDrawer } from "./index.js";

const drawLot = (sampling: Sampling, examples: number, batchSize: number, lot: number, stream: RngStream) =>
  lotDrawer(sampling, { examples, batchSize }, stream)(lot);

const rng = () => RngStream.fromSeed(13);
const rounds = (count: number) => Array.from({ length: count }, (_, r) => r + 1);

describe.each(["poisson", "truncated-poisson", "fixed", "shuffle"] as const)("%s", (sampling) => {
  test("follows from the round alone, in any order and from a used stream", () => {
    const inOrder = rounds(9).map((round) => drawLot(sampling, 20, 6, round, rng()));
    const used = rng();
    used.uniform();
    for (const round of [7, 2, 9, 1]) expect(drawLot(sampling, 20, 6, round, used)).toEqual(inOrder[round - 1]);
  });

  test("differs between rounds", () => {
    expect(drawLot(sampling, 1000, 100, 1, rng())).not.toEqual(drawLot(sampling, 1000, 100, 2, rng()));
  });

  test("draws different examples that exist", () => {
    for (const round of rounds(50)) {
      const lot = drawLot(sampling, 10, 4, round, rng());
      expect(new Set(lot).size).toBe(lot.length);
      expect(lot.every((index) => index >= 0 && index < 10)).toBe(true);
    }
  });

  test.each([11, 0, 2.5])("refuses a lot of %d from 10", (batchSize) => {
    expect(() => drawLot(sampling, 10, batchSize, 1, rng())).toThrow("batchSize must be in [1, 10]");
  });

  test("a drawer that has drawn others before draws the same", () => {
    const draw = lotDrawer(sampling, { examples: 20, batchSize: 6 }, rng());
    for (const lot of [1, 9, 2, 3, 4, 9]) expect(draw(lot)).toEqual(drawLot(sampling, 20, 6, lot, rng()));
  });

  test("refuses a round before 1", () => {
    expect(() => drawLot(sampling, 10, 4, 0, rng())).toThrow("lot 0");
  });
});

// Each bound below is five standard deviations: false alarm with probability 6e-7 over seeds; the seed is fixed.
describe("statistics", () => {
  test("poisson: lot sizes have the binomial's mean and variance, and examples come independently", () => {
    const [n, b, count] = [100, 8, 20_000];
    const q = b / n;
    const lots = rounds(count).map((round) => drawLot("poisson", n, b, round, rng()));
    const sizes = lots.map((lot) => lot.length);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / count;
    const variance = sizes.reduce((sum, size) => sum + (size - b) ** 2, 0) / count;
    const sigma2 = n * q * (1 - q);
    expect(Math.abs(mean - b)).toBeLessThan(5 * Math.sqrt(sigma2 / count));
    // the variance of the squared deviation is about 2σ⁴ (plus an excess kurtosis of 1/σ² − 6/n, below 0.1)
    expect(Math.abs(variance - sigma2)).toBeLessThan(5 * sigma2 * Math.sqrt(2.1 / count));
    const both = lots.filter((lot) => lot.includes(0) && lot.includes(99)).length;
    expect(Math.abs(both - count * q * q)).toBeLessThan(5 * Math.sqrt(count * q * q * (1 - q * q)));
  });

  test("poisson: some lots are empty when few are expected, e^-1 of them", () => {
    const count = 4000;
    const none = rounds(count).filter((round) => drawLot("poisson", 1000, 1, round, rng()).length === 0).length;
    const p = 0.999 ** 1000;
    expect(Math.abs(none - count * p)).toBeLessThan(5 * Math.sqrt(count * p * (1 - p)));
  });

  test("fixed: exactly the lot size, every example equally often", () => {
    const [n, b, count] = [10, 3, 10_000];
    const seen = new Float64Array(n);
    for (const round of rounds(count)) {
      const lot = drawLot("fixed", n, b, round, rng());
      expect(lot).toHaveLength(b);
      for (const index of lot) seen[index]++;
    }
    const p = b / n;
    for (const times of seen) expect(Math.abs(times - count * p)).toBeLessThan(5 * Math.sqrt(count * p * (1 - p)));
  });
});

test("shuffle: an epoch's lots are disjoint, the tail is left out, the next epoch has another order", () => {
  const epoch = (first: number) => rounds(3).map((r) => drawLot("shuffle", 11, 3, first + r - 1, rng()));
  const [one, two] = [epoch(1), epoch(4)].map((lots) => lots.flatMap((lot) => [...lot]));
  expect([new Set(one).size, new Set(two).size]).toEqual([9, 9]);
  expect(one).not.toEqual(two);
});

describe("truncated-poisson", () => {
  const lots = (maxBatchSize: number) =>
    rounds(4000).map((lot) => lotDrawer("truncated-poisson", { examples: 20, batchSize: 6, maxBatchSize }, rng())(lot));

  test("is a Poisson sample where nothing is cut", () => {
    for (const lot of [1, 2, 3]) {
      const whole = lotDrawer("truncated-poisson", { examples: 20, batchSize: 6, maxBatchSize: 20 }, rng())(lot);
      expect(whole).toEqual(drawLot("poisson", 20, 6, lot, rng()));
    }
  });

  test("a lot is cut, ascending, and every example is as likely to stay (false alarm 1e-5 in all)", () => {
    const drawn = lots(5);
    const seen = new Float64Array(20);
    for (const lot of drawn) {
      expect(lot.length).toBeLessThanOrEqual(5);
      lot.forEach((example, i) => expect(example).toBeGreaterThan(lot[i - 1] ?? -1));
      for (const example of lot) seen[example]++;
    }
    const rate = seen.reduce((sum, count) => sum + count, 0) / 20 / drawn.length;
    for (const count of seen) {
      expect(Math.abs(count - rate * drawn.length)).toBeLessThan(5.1 * Math.sqrt(drawn.length * rate * (1 - rate)));
    }
    expect(drawn.some(({ length }) => length === 5)).toBe(true);
  });
});
