import { describe, expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../test/support/golden-vectors.js";
import { RngStream } from "../random/rng-stream.js";
import {
  epsilonOfGdp,
  gaussianDelta,
  gaussianEpsilon,
  gaussianLogDelta,
  gaussianNoiseMultiplier,
  gdpTruePositiveRate,
} from "./analytic-gaussian.js";

describe("published values", () => {
  test.each(vectorsOf("delta_gaussian"))("%s", (_, vector) => {
    const { sigma, sensitivity, eps } = vector.params as Record<string, number>;
    expectWithin(gaussianDelta(sigma / sensitivity, eps), vector);
  });

  test.each(vectorsOf("delta_gaussian_composed"))("%s", (_, vector) => {
    const { sigma, count, eps } = vector.params as Record<string, number>;
    expectWithin(gaussianDelta(sigma / Math.sqrt(count), eps), vector);
  });

  test.each(vectorsOf("sigma_gaussian_analytic"))("%s", (_, vector) => {
    const { sensitivity, eps, delta, queries = 1 } = vector.params as Record<string, number>;
    expectWithin(gaussianNoiseMultiplier(eps, delta) * sensitivity * Math.sqrt(queries), vector);
  });

  test.each(vectorsOf("gdp_tpr_at_fpr"))("%s", (_, vector) => {
    const { mu, fpr } = vector.params as Record<string, number>;
    expectWithin(gdpTruePositiveRate(mu, fpr), vector);
  });
});

// theorem 8 with 200 digits (mpmath)
test.each([
  [1, 0, -0.95991633369562232],
  [1, 1, -2.0640664465003905],
  [1e-6, 1e-6, -16.300631083676995],
  [1e-9, 3e-8, -478.44791958254428],
  [0.01, 0.3, -462.17983641902198],
  [0.5, 0.05, -1.7269370660430432],
  [0.999, 20, -197.44556412486274],
  [1.001, 20, -196.64008713458281],
  [3, 100, -513.51467477209144],
  [20, 100, -3.8533151779337602e-7],
  [20, 250, -5.215418516217649],
  [1e-3, 1e-12, -7.8266938551062899],
  [40, 3000, -1518.2919013984081],
])("log delta at μ %d, ε %d", (mu, epsilon, expected) => {
  expect(Math.abs(gaussianLogDelta(mu, epsilon) - expected)).toBeLessThan(1e-14 * Math.max(1, -10 * expected));
});

/** The definition: the integral of (p - e^ε q)₊ over the output, by Simpson's rule. */
function byDefinition(mu: number, epsilon: number): number {
  // p is greater from here on
  const from = epsilon / mu + mu / 2;
  const [n, reach] = [4000, 12];
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const x = from + (i * reach) / n;
    const density = Math.exp(-((x - mu) ** 2) / 2) - Math.exp(epsilon - (x * x) / 2);
    sum += (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2) * density;
  }
  return (sum * reach) / n / 3 / Math.sqrt(2 * Math.PI);
}

test("agrees with the definition over a random grid", () => {
  const rng = RngStream.fromSeed(5);
  for (let i = 0; i < 200; i++) {
    const mu = 0.05 + 4 * rng.uniform();
    const epsilon = mu * (mu / 2 + 4 * rng.uniform() - 0.5);
    if (epsilon < 0) continue;
    const expected = byDefinition(mu, epsilon);
    expect(Math.abs(Math.exp(gaussianLogDelta(mu, epsilon)) / expected - 1)).toBeLessThan(1e-8);
  }
});

test("epsilon, delta and noise are each other's inverses over 300 orders of magnitude of delta", () => {
  const rng = RngStream.fromSeed(6);
  for (let i = 0; i < 500; i++) {
    const sigma = 10 ** (9 * rng.uniform() - 2);
    const delta = 10 ** (-300 * rng.uniform() ** 3) / 2;
    const epsilon = gaussianEpsilon(sigma, delta);
    if (epsilon === 0) {
      expect(gaussianDelta(sigma, 0)).toBeLessThanOrEqual(delta);
      continue;
    }
    expect(Math.abs(gaussianLogDelta(1 / sigma, epsilon) - Math.log(delta))).toBeLessThan(
      1e-12 * (1 - Math.log(delta)),
    );
    const noise = gaussianNoiseMultiplier(epsilon, delta);
    expect(gaussianLogDelta(1 / noise, epsilon)).toBeLessThanOrEqual(Math.log(delta));
    // less epsilon is left at a large noise than delta's own digits tell apart
    expect(Math.abs(noise / sigma - 1)).toBeLessThan(1e-9);
  }
});

test("the classic formula is not private at a large epsilon, this one is", () => {
  const [epsilon, delta] = [10, 1e-8];
  const classic = Math.sqrt(2 * Math.log(1.25 / delta)) / epsilon;
  expect(gaussianDelta(classic, epsilon)).toBeGreaterThan(delta);
  expect(gaussianNoiseMultiplier(epsilon, delta)).toBeGreaterThan(classic);
});

describe("at the ends", () => {
  test("no noise, endless noise, no delta, all delta", () => {
    expect(gaussianDelta(0, 5)).toBe(1);
    expect(gaussianDelta(Infinity, 0)).toBe(0);
    expect(gaussianDelta(1, Infinity)).toBe(0);
    expect(gaussianEpsilon(0, 1e-5)).toBe(Infinity);
    expect(gaussianEpsilon(Infinity, 1e-5)).toBe(0);
    expect(gaussianEpsilon(1, 0)).toBe(Infinity);
    expect(gaussianEpsilon(1, 1)).toBe(0);
    expect(gaussianNoiseMultiplier(1, 0)).toBe(Infinity);
    expect(gaussianNoiseMultiplier(0, 0)).toBe(Infinity);
    expect(gaussianNoiseMultiplier(Infinity, 1e-5)).toBe(0);
    expect(gaussianNoiseMultiplier(0, 1)).toBe(0);
    expect(gdpTruePositiveRate(2, 0)).toBe(0);
    expect(gdpTruePositiveRate(2, 1)).toBe(1);
  });

  test("epsilon 0 is total variation: δ = 2Φ(μ/2) - 1", () => {
    expect(epsilonOfGdp(1, 0.3829249225480262)).toBeCloseTo(0, 12);
    expect(Math.abs(gaussianNoiseMultiplier(0, 0.38292492254802624) - 1)).toBeLessThan(1e-12);
  });

  test("never NaN at any scale", () => {
    for (const mu of [1e-300, 1e-150, 1e-9, 1, 1e9, 1e150, 1e300]) {
      for (const epsilon of [0, 1e-300, 1e-9, 1, 1e9, 1e300]) {
        expect(gaussianLogDelta(mu, epsilon)).toBeLessThanOrEqual(0);
      }
      for (const delta of [5e-324, 1e-9, 0.5, 1 - 2 ** -53]) expect(epsilonOfGdp(mu, delta)).toBeGreaterThanOrEqual(0);
    }
    for (const epsilon of [0, 1e-300, 1e-9, 1, 1e9]) {
      for (const delta of [5e-324, 1e-9, 0.5, 1 - 2 ** -53]) {
        expect(gaussianNoiseMultiplier(epsilon, delta)).toBeGreaterThan(0);
      }
    }
  });

  test("refuses what is out of range", () => {
    expect(() => gaussianNoiseMultiplier(-1, 0.1)).toThrow("epsilon is -1, must be in [0, ∞]");
    expect(() => gaussianNoiseMultiplier(1, 2)).toThrow("delta is 2, must be in [0, 1]");
  });
});
