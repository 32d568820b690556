import { describe, expect, test } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { sampledGaussianRdp } from "./sampled-gaussian-rdp.js";

// E[(1 - q + q exp((2z - 1) / 2σ²))^α] by adaptive quadrature with 50 digits (mpmath)
const highPrecision = [
  [8 / 6000, 0.3, 1.1, 0.001274045331735123],
  [8 / 6000, 0.389, 1.5, 0.00043265673681927961],
  [8 / 6000, 0.389, 2.3, 0.0038990525261958349],
  [8 / 6000, 0.389, 3.3, 1.422695193742976],
  [8 / 6000, 0.5, 10.9, 14.511232530183755],
  [1e-9, 1, 1.1, 9.4505500335391101e-19],
  [1e-9, 1, 2, 1.7182818284590454e-18],
  [1e-4, 100, 7.7, 3.8501927258722313e-12],
  [0.01, 2.5, 1.5, 1.3001417943760795e-5],
  [0.9, 0.06, 1.7, 235.85523557308497],
  [0.999999999, 1, 1.5, 0.74999999881959201],
  [0.3, 1000, 10.9, 4.9050113992496554e-7],
];

test.each(highPrecision)("q %d, noise %d, order %d keeps 13 digits", (q, sigma, order, expected) => {
  expect(Math.abs(sampledGaussianRdp(q, sigma, order) / expected - 1)).toBeLessThan(1e-13);
});

/** The divergence as defined, an integral of a power of the likelihood ratio, by Simpson's rule in z. */
function byDefinition(q: number, sigma: number, order: number): number {
  const [low, high, n] = [-14 * sigma, order + 14 * sigma, 20_000];
  const step = (high - low) / n;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const z = low + i * step;
    const ratio = 1 - q + q * Math.exp((2 * z - 1) / (2 * sigma * sigma));
    const weight = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(order * Math.log(ratio) - (z * z) / (2 * sigma * sigma));
  }
  return Math.log((sum * step) / 3 / Math.sqrt(2 * Math.PI) / sigma) / (order - 1);
}

test("agrees with the definition over a random grid of rates, noises and orders", () => {
  const rng = RngStream.fromSeed(31);
  for (let i = 0; i < 150; i++) {
    const q = 10 ** (-3 * rng.uniform());
    const sigma = 0.7 * 10 ** rng.uniform();
    const order = i % 2 === 0 ? 2 + rng.integer(20) : 1.05 + 9 * rng.uniform();
    // an absolute slack for what the plain sum loses next to 1
    const difference = sampledGaussianRdp(q, sigma, order) - byDefinition(q, sigma, order);
    expect(Math.abs(difference), `q ${q}, sigma ${sigma}, order ${order}`).toBeLessThan(
      1e-9 * byDefinition(q, sigma, order) + 1e-12 / (order - 1),
    );
  }
});

test("integer orders and orders beside them, computed by different methods, meet", () => {
  for (const [q, sigma] of [
    [1e-3, 0.4],
    [0.1, 1],
    [0.01, 5],
  ]) {
    for (const order of [2, 3, 7, 20]) {
      const at = sampledGaussianRdp(q, sigma, order);
      const beside = (sampledGaussianRdp(q, sigma, order - 1e-6) + sampledGaussianRdp(q, sigma, order + 1e-6)) / 2;
      expect(Math.abs(beside / at - 1)).toBeLessThan(1e-9);
    }
  }
});

test("with very little noise it is an upper bound between integer orders", () => {
  // At this rate and noise, log A = α log q + α (α - 1) / 2σ² to every digit.
  const [q, sigma, order] = [0.1, 0.01, 2.4];
  const exact = (order * Math.log(q)) / (order - 1) + order / (2 * sigma * sigma);
  const bound = sampledGaussianRdp(q, sigma, order);
  expect(bound).toBeGreaterThan(exact);
  expect(bound).toBeLessThan(1.1 * exact);
});

describe("at the ends", () => {
  test("nobody sampled, everybody sampled, no noise", () => {
    expect(sampledGaussianRdp(0, 0, 2)).toBe(0);
    expect(sampledGaussianRdp(1, 2, 3)).toBe(3 / 8);
    expect(sampledGaussianRdp(0.1, 0, 2)).toBe(Infinity);
  });

  test.each([1.1, 2.5, 11, 1024])("order %d: never NaN, at any scale of rate and noise", (order) => {
    for (const q of [1e-300, 1e-16, 1e-3, 0.5, 1 - 2 ** -53]) {
      for (const sigma of [1e-200, 1e-9, 0.049, 0.051, 1, 1e9, 1e200]) {
        expect(sampledGaussianRdp(q, sigma, order), `q ${q}, sigma ${sigma}`).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
