import { expect, test } from "vitest";
import { normalCdf } from "../numeric/normal.js";
import { RngStream } from "./rng-stream.js";

const n = 2_000_000;
const draws = new Float64Array(n);
RngStream.fromSeed(20).fork("ziggurat").fillGaussian(draws, 1);

test("moments 1 to 6 are within 5 standard errors (false alarm 3e-6 in all)", () => {
  // E z^k, and the variance of z^k: E z^2k - (E z^k)²
  const moments = [0, 1, 0, 3, 0, 15];
  const variances = [1, 2, 15, 96, 945, 10170];
  for (let k = 1; k <= 6; k++) {
    const mean = draws.reduce((sum, z) => sum + z ** k, 0) / n;
    expect(Math.abs(mean - moments[k - 1]), `moment ${k}`).toBeLessThan(5 * Math.sqrt(variances[k - 1] / n));
  }
});

test("Kolmogorov-Smirnov distance to the normal distribution (false alarm 1e-6)", () => {
  const sorted = draws.slice().sort();
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = normalCdf(sorted[i]);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  }
  // P[sqrt(n) D > x] ~ 2 exp(-2 x²)
  expect(Math.sqrt(n) * distance).toBeLessThan(Math.sqrt(Math.log(2e6) / 2));
});

test("chi-square over 400 equal steps of [-4, 4], where the layers' edges would show (false alarm 1e-6)", () => {
  const steps = 400;
  const counts = new Float64Array(steps);
  for (const z of draws) if (Math.abs(z) < 4) counts[Math.floor(((z + 4) / 8) * steps)]++;
  let chiSquare = 0;
  counts.forEach((count, i) => {
    const expected = n * (normalCdf(-4 + (8 * (i + 1)) / steps) - normalCdf(-4 + (8 * i) / steps));
    chiSquare += (count - expected) ** 2 / expected;
  });
  // Wilson-Hilferty: the cube root of chi-square / df is nearly normal
  const z = (Math.cbrt(chiSquare / steps) - (1 - 2 / (9 * steps))) / Math.sqrt(2 / (9 * steps));
  expect(Math.abs(z)).toBeLessThan(4.9);
});

test.each([3.5, 3.7, 4, 4.5])("|z| > %d is as frequent as it should be, on both sides (false alarm 1e-6)", (bound) => {
  const expected = n * normalCdf(-bound);
  for (const side of [-1, 1]) {
    const count = draws.reduce((sum, z) => sum + (side * z > bound ? 1 : 0), 0);
    // Poisson: 4.9 standard deviations, one more count for its skew
    expect(Math.abs(count - expected)).toBeLessThan(4.9 * Math.sqrt(expected) + 4);
  }
});

test("neighbouring draws are uncorrelated, also in size (false alarm 1e-6)", () => {
  let [product, squares] = [0, 0];
  for (let i = 1; i < n; i++) {
    product += draws[i] * draws[i - 1];
    squares += (draws[i] ** 2 - 1) * (draws[i - 1] ** 2 - 1);
  }
  expect(Math.abs(product)).toBeLessThan(5 * Math.sqrt(n));
  expect(Math.abs(squares)).toBeLessThan(5 * 2 * Math.sqrt(n));
});
