import { expect, test } from "vitest";
import { normalCdf } from "../numeric/normal.js";
import { CELLS_PER_UNIT, roundedToGrid } from "./exact-normal.js";
import { LazyDigits } from "./lazy-digits.js";
import { RngStream } from "./rng-stream.js";

const n = 1_000_000;
const draws = new Float64Array(n);
RngStream.fromSeed(40).fork("exact").fillRoundedGaussian(draws);

/** How many standard deviations Σ (found − expected)² / expected is from its mean (Wilson & Hilferty 1931). */
function chiSquareScore(counts: ArrayLike<number>, probabilities: ArrayLike<number>, total: number): number {
  let chiSquare = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = total * probabilities[i];
    chiSquare += (counts[i] - expected) ** 2 / expected;
  }
  const freedom = counts.length - 1;
  return (Math.cbrt(chiSquare / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

test("they fill the cells of a grid as a Gaussian does (chi-square, false alarm 1e-6)", () => {
  const cells = 400;
  // a cell's edges lie between two multiples of the draws' own grid
  const edges = Array.from({ length: cells + 1 }, (_, i) => Math.floor((i - cells / 2) * 0.02 * CELLS_PER_UNIT) + 0.5);
  const counts = new Float64Array(cells + 2);
  for (const draw of draws) counts[cellOf(draw, edges)]++;
  const below = edges.map((edge) => normalCdf(edge / CELLS_PER_UNIT));
  expect(Math.abs(chiSquareScore(counts, differences(below), n))).toBeLessThan(4.9);
});

test("moments 1 to 6 are within 5 standard errors (false alarm 3e-6 in all)", () => {
  const moments = [0, 1, 0, 3, 0, 15];
  const variances = [1, 2, 15, 96, 945, 10170];
  for (let k = 1; k <= 6; k++) {
    const mean = draws.reduce((sum, z) => sum + (z / CELLS_PER_UNIT) ** k, 0) / n;
    expect(Math.abs(mean - moments[k - 1]), `moment ${k}`).toBeLessThan(5 * Math.sqrt(variances[k - 1] / n));
  }
});

test("the last 8 bits are all equally likely, whatever they are added to (chi-square, false alarm 2e-6)", () => {
  for (const secret of [0, 12_345_677]) {
    const counts = new Float64Array(256);
    for (const draw of draws) counts[(((secret + draw) % 256) + 256) % 256]++;
    expect(Math.abs(chiSquareScore(counts, new Float64Array(256).fill(1 / 256), n))).toBeLessThan(4.9);
  }
});

test.each([
  [0, 0.5 * 2 ** -20 - 2 ** -32, 0],
  [0, 0.5 * 2 ** -20, 1],
  [2, 0.25, 2.25 * 2 ** 20],
  [1, 1 - 2 ** -32, 2 * 2 ** 20],
])("%d + %d is rounded to the nearest multiple of the grid", (whole, fraction, expected) => {
  const digits = new LazyDigits();
  digits.draw({ next: () => (fraction * 2 ** 32) | 0 });
  expect(roundedToGrid(whole, digits)).toBe(expected);
});

test("integers, and never -0", () => {
  expect(draws.every((draw) => Number.isInteger(draw) && !Object.is(draw, -0))).toBe(true);
});

test.each([1, 3, 50, 2 ** 16 - 1])(
  "the discrete Gaussian of stddev %d (chi-square, false alarm 1e-6 each)",
  (stddev) => {
    const count = 300_000;
    const found = new Float64Array(count);
    RngStream.fromSeed(41).fork("discrete", stddev).fillDiscreteGaussian(found, stddev);
    // bins of whole integers, 1/8 of a standard deviation or one integer wide, up to 4 standard deviations
    const wide = Math.max(1, Math.floor(stddev / 8));
    const half = Math.floor((4 * stddev) / wide);
    const weight = (i: number): number => Math.exp(-(i ** 2) / 2 / stddev ** 2);
    let total = 0;
    for (let i = -12 * stddev; i <= 12 * stddev; i++) total += weight(i);
    const probabilities = Array.from({ length: 2 * half }, (_, bin) => {
      let sum = 0;
      for (let i = (bin - half) * wide; i < (bin - half + 1) * wide; i++) sum += weight(i);
      return sum / total;
    });
    const counts = new Float64Array(2 * half + 1);
    for (const value of found) {
      const bin = Math.floor(value / wide) + half;
      counts[bin >= 0 && bin < 2 * half ? bin : 2 * half]++;
    }
    probabilities.push(1 - probabilities.reduce((sum, p) => sum + p, 0));
    expect(Math.abs(chiSquareScore(counts, probabilities, count))).toBeLessThan(4.9);
  },
);

test.each([0, 1.5, 2 ** 22, NaN])("a discrete Gaussian of stddev %d is refused", (stddev) => {
  expect(() => RngStream.fromSeed(1).fillDiscreteGaussian(new Float64Array(1), stddev)).toThrow("in [1, 2^21]");
});

test("rounded Laplace draws fill the cells of a grid as a Laplace distribution does (chi-square, false alarm 1e-6)", () => {
  const laplace = new Float64Array(n);
  RngStream.fromSeed(42).fork("laplace").fillRoundedLaplace(laplace);
  const cdf = (x: number): number => (x < 0 ? Math.exp(x) / 2 : 1 - Math.exp(-x) / 2);
  const edges = Array.from({ length: 201 }, (_, i) => Math.floor((i - 100) * 0.05 * CELLS_PER_UNIT) + 0.5);
  const counts = new Float64Array(202);
  for (const draw of laplace) counts[cellOf(draw, edges)]++;
  const below = edges.map((edge) => cdf(edge / CELLS_PER_UNIT));
  expect(Math.abs(chiSquareScore(counts, differences(below), n))).toBeLessThan(4.9);
});

/** How many of the ascending edges are below it. */
function cellOf(draw: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (draw < edges[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Probabilities between the edges, and beyond the first and the last. */
function differences(below: readonly number[]): number[] {
  return [...below, 1].map((p, i) => p - (below[i - 1] ?? 0));
}
