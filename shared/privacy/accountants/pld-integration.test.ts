/** Compositions against direct numerical integration of the definition, and against Gaussians, which compose exactly. @module */
import { describe, expect, test } from "vitest";
import { gaussianEpsilon } from "../analytic-gaussian.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";
import { deltaBounds, epsilonBounds } from "../pld/bounds.js";
import { epsilonOfSums, exactSums } from "../pld/exact-sums.js";
import { lossOf } from "../pld/loss-source.js";
import { gaussianNoise, laplaceNoise } from "../pld/noises.js";
import { lossOfOutcomes, pureOutcomes } from "../pld/outcomes.js";
import { addition, removal } from "../pld/output-pair.js";
import { replacement } from "../pld/replacement.js";
import { pldBounds, pldDelta } from "./pld.js";

type Density = (z: number) => number;

/** Densities of an output under two neighbours, zero but for [low, high]. */
interface Pair {
  readonly p: Density;
  readonly q: Density;
  readonly low: number;
  readonly high: number;
}

const normal =
  (sigma: number, mean = 0): Density =>
  (z) =>
    Math.exp(-(((z - mean) / sigma) ** 2) / 2) / (sigma * Math.sqrt(2 * Math.PI));
const double =
  (scale: number, mean = 0): Density =>
  (z) =>
    Math.exp(-Math.abs(z - mean) / scale) / (2 * scale);
const mixed =
  (parts: readonly (readonly [number, Density])[]): Density =>
  (z) =>
    parts.reduce((sum, [weight, density]) => sum + weight * density(z), 0);
const turned = ({ p, q, ...range }: Pair): Pair => ({ p: q, q: p, ...range });

/** A sampled Gaussian, where the record is removed. */
const gaussianPair = (q: number, sigma: number): Pair => ({
  p: mixed([[1 - q, normal(sigma)], [q, normal(sigma, 1)]]), // prettier-ignore
  q: normal(sigma),
  low: -9 * sigma,
  high: 1 + 9 * sigma,
});
const laplacePair = (q: number, scale: number): Pair => ({
  p: mixed([[1 - q, double(scale)], [q, double(scale, 1)]]), // prettier-ignore
  q: double(scale),
  // the corners of the densities, at 0 and 1, are ends of cells
  low: -12,
  high: 13,
});
/** A sampled Gaussian, where the record gets another value, half a sensitivity on the other side. */
const replacedPair = (q: number, sigma: number): Pair => ({
  p: mixed([[1 - q, normal(sigma)], [q, normal(sigma, 0.5)]]), // prettier-ignore
  q: mixed([[1 - q, normal(sigma)], [q, normal(sigma, -0.5)]]), // prettier-ignore
  low: -0.5 - 9 * sigma,
  high: 0.5 + 9 * sigma,
});

const CELLS = 1000;

/** ∬ (p₁p₂ − e^ε q₁q₂)⁺ by the midpoint rule, to about 1e-4 of itself. */
function deltaOfTwo(one: Pair, two: Pair, epsilon: number): number {
  const [a, b] = [one, two].map(({ p, q, low, high }) => {
    const width = (high - low) / CELLS;
    return Array.from({ length: CELLS }, (_, i) => {
      const z = low + (i + 0.5) * width;
      return { p: p(z) * width, q: q(z) * width };
    });
  });
  let delta = 0;
  const factor = Math.exp(epsilon);
  for (const first of a) {
    for (const second of b) delta += Math.max(0, first.p * second.p - factor * first.q * second.q);
  }
  return delta;
}

const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const laplace = (noiseMultiplier: number): DpEvent => ({ type: "laplace", noiseMultiplier });
const sampled = (probability: number, event: DpEvent): DpEvent => ({ type: "poisson-sampled", probability, event });

describe("two releases: the double integral", () => {
  test.each<[string, Pair, Pair, DpEvent[], NeighbouringRelation]>([
    [
      "two equal sampled Gaussians",
      gaussianPair(0.2, 0.8),
      gaussianPair(0.2, 0.8),
      [sampled(0.2, gaussian(0.8)), sampled(0.2, gaussian(0.8))],
      "add-or-remove-one",
    ],
    [
      "two sampled Gaussians, a record zeroed",
      gaussianPair(0.5, 1.5),
      gaussianPair(0.01, 0.6),
      [sampled(0.5, gaussian(1.5)), sampled(0.01, gaussian(0.6))],
      "zero-out-one",
    ],
    [
      "a Gaussian and sampled Laplace noise",
      gaussianPair(1, 1.2),
      laplacePair(0.3, 0.7),
      [gaussian(1.2), sampled(0.3, laplace(0.7))],
      "add-or-remove-one",
    ],
    [
      "two sampled Gaussians, a record replaced",
      replacedPair(0.3, 0.5),
      replacedPair(0.1, 0.3),
      [sampled(0.3, gaussian(0.5)), sampled(0.1, gaussian(0.3))],
      "replace-one",
    ],
  ])("%s", (_, one, two, events, neighbours) => {
    for (const epsilon of [0.3, 1.5]) {
      const exact = Math.max(deltaOfTwo(one, two, epsilon), deltaOfTwo(turned(one), turned(two), epsilon));
      const { lower, estimate, upper } = pldDelta(events, epsilon, neighbours);
      expect(Math.abs(estimate / exact - 1)).toBeLessThan(2e-4);
      expect(lower).toBeLessThanOrEqual(exact * (1 + 2e-4));
      expect(upper).toBeGreaterThanOrEqual(exact * (1 - 2e-4));
      // and back
      const bounds = pldBounds(events, exact, neighbours);
      expect(bounds.lower).toBeLessThanOrEqual(epsilon + 1e-3);
      expect(bounds.upper).toBeGreaterThanOrEqual(epsilon - 1e-3);
    }
  });
});

/** What is known in closed form, by the grid. */
const byGrid = (pair: ReturnType<typeof removal>) => ({ ...lossOf(pair), delta: undefined });

describe("the grid, where there is a closed form", () => {
  test.each([1, 3, 64, 123_457, 1e8])("%d Gaussians are one of less noise", (count) => {
    for (const [total, delta] of [
      [0.7, 1e-5],
      [0.2, 1e-12],
      [30, 1e-3],
    ]) {
      const part = byGrid(removal(gaussianNoise(total * Math.sqrt(count)), 1));
      const { lower, estimate, upper } = epsilonBounds([{ part, count }], delta);
      const exact = gaussianEpsilon(total, delta);
      expect(upper).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
      expect(upper).toBeLessThanOrEqual(exact * (1 + 1e-5));
      expect(Math.abs(estimate / exact - 1)).toBeLessThan(3e-6);
      expect(lower).toBeLessThanOrEqual(exact);
      // a hundred million tails of 1e-27 are below what floating point tells
      expect(lower).toBeGreaterThan((count < 1e8 ? 1 - 2e-5 : 0.99) * exact);
    }
  });

  test.each([1, 40, 700, 2000])("%d randomised responses are a sum over how many lie", (count) => {
    for (const epsilon of [0.02, 0.5]) {
      const source = lossOfOutcomes(pureOutcomes(epsilon));
      const grid = { ...source, outcomes: undefined, delta: undefined };
      const exact = epsilonOfSums(exactSums([{ part: source.outcomes!, count }], Infinity)!, 1e-6);
      const { lower, estimate, upper } = epsilonBounds([{ part: grid, count }], 1e-6);
      expect(lower).toBeLessThanOrEqual(exact * (1 + 1e-12));
      expect(lower).toBeGreaterThan(0.98 * exact);
      expect(Math.abs(estimate / exact - 1)).toBeLessThan(1e-4);
      expect(upper).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
      expect(upper).toBeLessThanOrEqual(exact * (1 + 1e-4));
    }
  });

  test.each([
    ["a sampled Gaussian, removed", removal(gaussianNoise(0.7), 0.1)],
    ["a sampled Gaussian, added", addition(gaussianNoise(0.7), 0.1)],
    ["a sampled Gaussian, replaced", replacement(0.4, 0.2)],
    ["sampled Laplace noise, removed", removal(laplaceNoise(0.9), 0.4)],
    ["sampled Laplace noise, added", addition(laplaceNoise(0.9), 0.4)],
  ])("one release of %s", (_, pair) => {
    const [exact, grid] = [lossOf(pair), byGrid(pair)];
    for (const epsilon of [0, 0.05, 0.3, 0.7]) {
      const { upper: delta } = exact.delta!(epsilon);
      const { lower, upper } = deltaBounds([{ part: grid, count: 1 }], epsilon);
      expect(upper).toBeGreaterThanOrEqual(delta * (1 - 1e-9));
      expect(upper).toBeLessThanOrEqual(delta * (1 + 1e-4) + 1e-30);
      expect(lower).toBeLessThanOrEqual(delta);
    }
  });
});

test("a million million small steps: the central limit", () => {
  // μ of Gaussian differential privacy: Dong, Roth and Su 2022, corollary 5.4
  const [rate, sigma, count] = [1e-4, 8, 1e12];
  const mu = rate * Math.sqrt(count * Math.expm1(1 / sigma ** 2));
  const { lower, upper } = pldBounds(
    [{ type: "repeated", count, event: sampled(rate, gaussian(sigma)) }],
    1e-5,
    "add-or-remove-one",
  );
  const limit = gaussianEpsilon(1 / mu, 1e-5);
  expect(Math.abs(upper / limit - 1)).toBeLessThan(1e-3);
  expect(lower).toBeLessThanOrEqual(limit);
});
