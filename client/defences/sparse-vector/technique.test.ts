import { describe, expect, test } from "vitest";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { scalesFor } from "./scales.js";
import { sparseVector } from "./technique.js";
import type { Technique } from "./technique.js";

/** gamma 0.5, so that the sensitivity is 1. */
const technique = (more: Partial<Technique> = {}): Technique => ({
  ...{ answers: 1, valueBound: 0.5, threshold: 0.2, scales: scalesFor(2), boundsFirst: true, ...more },
});

const root = RngStream.fromSeed(29);

/** One run of the technique a trial, each with randomness of its own. */
function* trials(n: number, update: readonly number[], given: Technique, name: string) {
  const values = Float32Array.from(update);
  for (let i = 0; i < n; i++) yield sparseVector(values, given, root.fork(name, i));
}

/** P(A - B >= x) for Laplace A, B of scales a and b, which differ. */
function tailOfDifference(x: number, a: number, b: number): number {
  const upper = (a * a * Math.exp(-Math.abs(x) / a) - b * b * Math.exp(-Math.abs(x) / b)) / (2 * (a * a - b * b));
  return x >= 0 ? upper : 1 - upper;
}

/** Probability that a coordinate of that size is the first to be accepted, when it is the first to be asked. */
function acceptance(size: number, { threshold, scales }: Technique): number {
  return tailOfDifference(threshold - size, scales.comparison, scales.threshold);
}

/** A count among n trials of that probability; a true one is refused once in a million times. */
function expectCount(count: number, n: number, probability: number): void {
  expect(Math.abs(count - n * probability)).toBeLessThan(4.9 * Math.sqrt(n * probability * (1 - probability)));
}

describe("the sparse vector technique", () => {
  test.each([
    [0, 0.2],
    [0.4, 0.2],
    [-0.5, 0],
    // sizes count within the bound only
    [9, 0.3],
  ])(
    "accepts a value of %d at a threshold of %d as often as two Laplace draws say (false alarm 1e-6)",
    (value, threshold) => {
      const n = 6000;
      const given = technique({ threshold });
      let accepted = 0;
      for (const trial of trials(n, [value], given, `accept ${value}`)) accepted += trial.accepted;
      expectCount(accepted, n, acceptance(Math.min(0.5, Math.abs(value)), given));
    },
  );

  test("keeps its threshold until it accepts, and then draws a new one (false alarm 3e-6)", () => {
    const n = 6000;
    const given = technique({ answers: 2 });
    const counts = [0, 0, 0];
    for (const { accepted } of trials(n, [0.3, 0.3], given, "pairs")) counts[accepted]++;
    const p = acceptance(0.3, given);
    const neither = integral(
      (r) => density(r, given.scales.threshold) * below(0.2 + r - 0.3, given.scales.comparison) ** 2,
    );
    // the second is asked with a threshold of its own where the first was accepted, and else with the first's
    expect(neither).toBeGreaterThan(1.1 * (1 - p) ** 2);
    [neither, p * (1 - p) + (1 - p) - neither, p * p].forEach((probability, k) =>
      expectCount(counts[k], n, probability),
    );
  });

  test("releases values with Laplace noise, cut off at the bound (false alarm 3e-6)", () => {
    const n = 6000;
    const given = technique({ threshold: 0 });
    const released = [...trials(n, [0.3], given, "values")].filter(({ accepted }) => accepted === 1);
    const values = released.map(({ update }) => update[0]);
    const { answer } = given.scales;
    expectCount(values.filter((value) => value === 0.5).length, values.length, Math.exp(-0.2 / answer) / 2);
    expectCount(values.filter((value) => value === -0.5).length, values.length, Math.exp(-0.8 / answer) / 2);
    expectCount(values.filter((value) => value < 0.1).length, values.length, Math.exp(-0.2 / answer) / 2);
    expect(Math.max(...values.map(Math.abs))).toBe(0.5);
  });

  test("stops after so many answers, and asks each coordinate once", () => {
    const update = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i) / 2);
    for (const [answers, epsilon] of [
      [1, 1],
      [7, 0.01],
      [50, 100],
      [499, 1],
      [600, 10],
    ] as const) {
      const given = technique({ answers, scales: scalesFor(epsilon) });
      const { update: released, accepted, compared } = sparseVector(update, given, root.fork("halts", answers));
      expect(accepted).toBeLessThanOrEqual(Math.min(answers, 500));
      expect(compared).toBeLessThanOrEqual(500);
      expect(accepted === answers || compared === 500).toBe(true);
      expect(released.filter((value) => value !== 0)).toHaveLength(accepted);
    }
  });

  test("releases every coordinate as often as any other of its size (false alarm 2e-5)", () => {
    const n = 1500;
    const counts = new Float64Array(20);
    for (const { update, accepted } of trials(
      n,
      new Array<number>(20).fill(0.4),
      technique({ answers: 5, threshold: 0, scales: scalesFor(200) }),
      "order",
    )) {
      expect(accepted).toBe(5);
      update.forEach((value, i) => (counts[i] += value === 0 ? 0 : 1));
    }
    for (const count of counts) expectCount(count, n, 5 / 20);
  });

  test("with little noise is what it stands for: random ones of those above the threshold, as they are", () => {
    const update = Float32Array.from({ length: 1000 }, (_, i) => (i % 10) / 20);
    const given = technique({ answers: 100, threshold: 0.325, scales: scalesFor(1e9) });
    const { update: released, accepted } = sparseVector(update, given, root.fork("quiet"));
    expect(accepted).toBe(100);
    released.forEach((value, i) => {
      if (value === 0) return;
      expect(update[i]).toBeGreaterThan(0.325);
      expect(value).toBeCloseTo(update[i], 6);
    });
  });

  test("no single outcome tells two values apart by more than a parameter's epsilon", () => {
    const given = technique({ scales: scalesFor(0.7) });
    const { answer } = given.scales;
    // whether it is accepted, and on which side of any x its value then lies
    const outcomes = (value: number): number[] => {
      const accepted = acceptance(Math.abs(value), given);
      const above = [-0.4, -0.1, 0.2, 0.5].map((x) => 1 - below(x - value, answer));
      return [1 - accepted, ...above.map((p) => accepted * p), ...above.map((p) => accepted * (1 - p))];
    };
    let greatest = 0;
    for (let value = -0.5; value <= 0.5; value += 0.05) {
      for (let other = -0.5; other <= 0.5; other += 0.05) {
        const [p, q] = [outcomes(value), outcomes(other)];
        p.forEach((probability, i) => (greatest = Math.max(greatest, Math.log(probability / q[i]))));
      }
    }
    expect(greatest).toBeLessThan(0.7);
    // the value's own noise alone pays for a ninth
    expect(greatest).toBeGreaterThan(0.7 / 9);
  });

  test("with the noise before the bound, as published, one look tells a great value from its opposite", () => {
    const seen = (value: number, boundsFirst: boolean): number[] =>
      [...trials(500, [value], technique({ threshold: 0, scales: scalesFor(1), boundsFirst }), "published")]
        .filter(({ accepted }) => accepted === 1)
        .map(({ update }) => update[0]);
    expect(new Set(seen(1000, false))).toEqual(new Set([0.5]));
    expect(new Set(seen(-1000, false))).toEqual(new Set([-0.5]));
    // bounded first, the two are as like as the noise makes them
    for (const value of [1000, -1000]) expect(new Set(seen(value, true)).size).toBeGreaterThan(2);
  });
});

const density = (x: number, scale: number): number => Math.exp(-Math.abs(x) / scale) / (2 * scale);

/** P(Laplace <= x) */
const below = (x: number, scale: number): number => (x < 0 ? Math.exp(x / scale) / 2 : 1 - Math.exp(-x / scale) / 2);

/** Over the line, where the integrand is nothing beyond ±60. */
function integral(f: (x: number) => number): number {
  const step = 1e-3;
  let sum = 0;
  for (let x = -60 + step / 2; x < 60; x += step) sum += f(x);
  return sum * step;
}
