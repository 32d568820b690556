import { describe, expect, test } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { sampledLaplaceRdp } from "./sampled-laplace-rdp.js";

// E_P[(1 - q + q Q/P)^α] by adaptive quadrature in x with 40 digits (mpmath); for q = 1 the closed form
const highPrecision = [
  [8 / 600, 0.3, 1.1, 0.001588466473511899],
  [8 / 600, 0.5, 2.3, 0.00080884319235092944],
  [0.01, 1, 1.5, 6.4187106757129269e-5],
  [0.01, 1, 10.9, 0.00048092583713385002],
  [0.1, 0.05, 1.1, 3.5669097651003581],
  [0.1, 0.05, 10.9, 17.399558837583698],
  [0.999, 0.06, 1.7, 16.171607614494037],
  [1e-9, 1, 1.1, 4.7151480554958983e-19],
  [1e-9, 2, 2, 2.2177399419056623e-19],
  [1e-4, 100, 7.7, 3.8372626698258296e-12],
  [0.3, 1000, 10.9, 4.9033612737669338e-7],
  [0.999999999, 1, 1.5, 0.5128835104065092],
  [0.04, 0.7, 33, 0.062581463927670511],
  [1, 0.05, 1.1, 19.129886230138021],
  [1, 10, 3.3, 0.015774375413557846],
  [1, 1e-3, 64, 999.98912215868095],
  [1, 1e4, 1.1, 5.4998166702416561e-9],
  [1, 50, 1024, 0.019322914193487941],
];

test.each(highPrecision)("q %d, noise %d, order %d keeps 13 digits", (q, b, order, expected) => {
  expect(Math.abs(sampledLaplaceRdp(q, b, order) / expected - 1)).toBeLessThan(1e-13);
});

/** The divergence of order `order` as defined, of the mixture from P (`removed`) or of P from it, by Simpson's rule in x. */
function byDefinition(q: number, b: number, order: number, removed: boolean): number {
  const n = 2000;
  const logP = (x: number): number => -Math.abs(x) / b - Math.log(2 * b);
  const logMixture = (x: number): number =>
    logP(x) + Math.log(1 - q + q * Math.exp((Math.abs(x) - Math.abs(x - 1)) / b));
  const integrand = (x: number): number => {
    const [one, other] = removed ? [logMixture(x), logP(x)] : [logP(x), logMixture(x)];
    return Math.exp(order * one - (order - 1) * other);
  };
  let sum = 0;
  // the corners of the densities are between the pieces
  for (const [low, high] of [
    [-40 * b, 0],
    [0, 1],
    [1, 1 + 40 * b],
  ]) {
    const step = (high - low) / n;
    for (let i = 0; i <= n; i++) {
      const weight = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2;
      sum += (weight * integrand(low + i * step) * step) / 3;
    }
  }
  return Math.log(sum) / (order - 1);
}

test("agrees with the definition over a random grid, and the other direction is never greater", () => {
  const rng = RngStream.fromSeed(32);
  for (let i = 0; i < 100; i++) {
    const q = 10 ** (-3 * rng.uniform());
    const b = 0.5 * 10 ** rng.uniform();
    const order = i % 2 === 0 ? 2 + rng.integer(10) : 1.05 + 9 * rng.uniform();
    const [found, expected] = [sampledLaplaceRdp(q, b, order), byDefinition(q, b, order, true)];
    // an absolute slack for what the plain sum loses next to 1
    const slack = 1e-7 * expected + 1e-8 / (order - 1);
    expect(Math.abs(found - expected), `q ${q}, scale ${b}, order ${order}`).toBeLessThan(slack);
    expect(byDefinition(q, b, order, false)).toBeLessThan(found + slack);
  }
});

test("one coordinate with the whole sensitivity is the worst of two that share it", () => {
  // plain RDP adds up over coordinates; on a shift of s it is that of scale b / s
  for (const order of [1.1, 2, 20]) {
    for (const share of [0.1, 0.4, 0.5]) {
      const split = sampledLaplaceRdp(1, 1 / share, order) + sampledLaplaceRdp(1, 1 / (1 - share), order);
      expect(split).toBeLessThan(sampledLaplaceRdp(1, 1, order));
    }
  }
});

test("integer orders and orders beside them, and both sides of the closed form's switch, meet", () => {
  const meet = (q: number, at: number, beside: number, order: number): void => {
    const [middle, left, right] = [at, at - beside, at + beside].map((b) => sampledLaplaceRdp(q, b, order));
    expect(Math.abs((left + right) / 2 / middle - 1)).toBeLessThan(1e-9);
  };
  for (const [q, b] of [
    [1e-3, 0.4],
    [0.1, 1],
    [0.01, 5],
  ]) {
    for (const order of [2, 3, 7, 20]) {
      const beside = sampledLaplaceRdp(q, b, order - 1e-6) + sampledLaplaceRdp(q, b, order + 1e-6);
      expect(Math.abs(beside / 2 / sampledLaplaceRdp(q, b, order) - 1)).toBeLessThan(1e-9);
    }
  }
  for (const order of [1.1, 3, 60]) meet(1, 2 * order - 1, 1e-6, order);
});

test("with very little noise it is an upper bound between integer orders", () => {
  // At this noise log A = log(q^α α exp((α - 1) / b) / (2α - 1)) to every digit.
  const [q, b, order] = [0.1, 0.01, 2.4];
  const exact = (order * Math.log(q) + Math.log(order / (2 * order - 1))) / (order - 1) + 1 / b;
  const bound = sampledLaplaceRdp(q, b, order);
  expect(bound).toBeGreaterThan(exact);
  expect(bound).toBeLessThan(1.1 * exact);
});

describe("at the ends", () => {
  test("nobody sampled, no noise", () => {
    expect(sampledLaplaceRdp(0, 0, 2)).toBe(0);
    expect(sampledLaplaceRdp(0.1, 0, 2)).toBe(Infinity);
  });

  test("grows with the order towards the pure epsilon 1 / b", () => {
    const orders = [1.001, 1.1, 2, 10, 1024, 1e9];
    const values = orders.map((order) => sampledLaplaceRdp(1, 0.5, order));
    values.forEach((value, i) => expect(value).toBeGreaterThan(values[i - 1] ?? 0));
    expect(values.at(-1)).toBeLessThanOrEqual(2);
    expect(values.at(-1)).toBeCloseTo(2, 8);
  });

  test.each([1.1, 2.5, 11, 1024])("order %d: never NaN, at any scale of rate and noise", (order) => {
    for (const q of [1e-300, 1e-16, 1e-3, 0.5, 1 - 2 ** -53, 1]) {
      for (const b of [1e-320, 1e-200, 1e-9, 0.049, 0.051, 1, 1e9, 1e200]) {
        expect(sampledLaplaceRdp(q, b, order), `q ${q}, scale ${b}`).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
