import { expect, test } from "vitest";
import { RngStream } from "./rng-stream.js";

const n = 500_000;
const draws = new Float64Array(n);
RngStream.fromSeed(21).fork("laplace").fillLaplace(draws, 1);

test("moments 1 to 4 are within 5 standard errors (false alarm 3e-6 in all)", () => {
  // E x^k is k! for even k, and the variance of x^k: E x^2k - (E x^k)²
  const moments = [0, 2, 0, 24];
  const variances = [2, 20, 720, 39_744];
  for (let k = 1; k <= 4; k++) {
    const mean = draws.reduce((sum, x) => sum + x ** k, 0) / n;
    expect(Math.abs(mean - moments[k - 1]), `moment ${k}`).toBeLessThan(5 * Math.sqrt(variances[k - 1] / n));
  }
});

test("Kolmogorov-Smirnov distance to the Laplace distribution (false alarm 1e-6)", () => {
  let distance = 0;
  draws
    .slice()
    .sort()
    .forEach((x, i) => {
      const p = x < 0 ? Math.exp(x) / 2 : 1 - Math.exp(-x) / 2;
      distance = Math.max(distance, p - i / n, (i + 1) / n - p);
    });
  // P[sqrt(n) D > x] ~ 2 exp(-2 x²)
  expect(Math.sqrt(n) * distance).toBeLessThan(Math.sqrt(Math.log(2e6) / 2));
});

test.each([5, 8])("|x| > %d is as frequent as it should be, on both sides (false alarm 1e-6)", (bound) => {
  const expected = (n * Math.exp(-bound)) / 2;
  for (const side of [-1, 1]) {
    const count = draws.reduce((sum, x) => sum + (side * x > bound ? 1 : 0), 0);
    // Poisson: 4.9 standard deviations, four more counts for its skew
    expect(Math.abs(count - expected)).toBeLessThan(4.9 * Math.sqrt(expected) + 4);
  }
});

test("neighbouring draws are uncorrelated, also in size (false alarm 1e-6)", () => {
  let [product, sizes] = [0, 0];
  for (let i = 1; i < n; i++) {
    product += draws[i] * draws[i - 1];
    sizes += (Math.abs(draws[i]) - 1) * (Math.abs(draws[i - 1]) - 1);
  }
  expect(Math.abs(product)).toBeLessThan(5 * 2 * Math.sqrt(n));
  expect(Math.abs(sizes)).toBeLessThan(5 * Math.sqrt(n));
});

test("fillLaplace scales, and refuses what is no scale", () => {
  const [one, other] = [new Float64Array(100), new Float64Array(100)];
  RngStream.fromSeed(9).fillLaplace(one, 1);
  RngStream.fromSeed(9).fillLaplace(other, 2.5);
  expect([...other]).toEqual([...one].map((x) => 2.5 * x));
  for (const scale of [-1, NaN, Infinity]) {
    expect(() => RngStream.fromSeed(9).fillLaplace(one, scale)).toThrow(`scale is ${scale}, must be in [0, ∞)`);
  }
});
