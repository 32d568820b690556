import { describe, expect, test } from "vitest";
import { normalCdf } from "../numeric/normal.js";
import { drawLogGamma } from "./gamma.js";
import { RngStream } from "./rng-stream.js";

const n = 200_000;

function draws(shape: number): Float64Array {
  const stream = RngStream.fromSeed(30).fork("gamma", String(shape));
  return Float64Array.from({ length: n }, () => drawLogGamma(stream, shape));
}

describe("Kolmogorov-Smirnov distance to a distribution with a closed form (false alarm 1e-6)", () => {
  test.each([
    ["0.5, half a chi-square with 1 degree of freedom", 0.5, (x: number) => 2 * normalCdf(Math.sqrt(2 * x)) - 1],
    ["1, exponential", 1, (x: number) => -Math.expm1(-x)],
    ["3, Erlang", 3, (x: number) => 1 - Math.exp(-x) * (1 + x + (x * x) / 2)],
  ])("shape %s", (_, shape, cdf) => {
    let distance = 0;
    draws(shape)
      .sort()
      .forEach((log, i) => {
        const p = cdf(Math.exp(log));
        distance = Math.max(distance, p - i / n, (i + 1) / n - p);
      });
    // P[sqrt(n) D > x] ~ 2 exp(-2 x²)
    expect(Math.sqrt(n) * distance).toBeLessThan(Math.sqrt(Math.log(2e6) / 2));
  });
});

// digamma, trigamma and the third derivative of digamma (the fourth cumulant), from scipy.special.polygamma
test.each([
  [0.001, -1000.5755719318103, 1000001.6425331959, 6000000000006.467],
  [0.1, -10.423754940411076, 101.43329915079275, 60004.512876790235],
  [0.7, -1.2200235536979347, 2.8340491566946113, 25.879149678427744],
  [2.5, 0.7031566406452432, 0.4903577561002349, 0.2239058488172521],
  [1000, 6.907255195648812, 0.001000500166666633, 2.003001999999e-9],
])(
  "shape %d: mean and variance of the logarithm within 5 standard errors (false alarm 1.2e-6)",
  (shape, mean, variance, fourth) => {
    const logs = draws(shape);
    const found = logs.reduce((sum, log) => sum + log, 0) / n;
    expect(Math.abs(found - mean)).toBeLessThan(5 * Math.sqrt(variance / n));
    const spread = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / n;
    expect(Math.abs(spread - variance)).toBeLessThan(5 * Math.sqrt((fourth + 2 * variance ** 2) / n));
  },
);

test.each([0, -1, NaN, Infinity])("refuses the shape %d", (shape) => {
  expect(() => drawLogGamma(RngStream.fromSeed(1), shape)).toThrow(`shape is ${shape}, must be in (0, ∞)`);
});
