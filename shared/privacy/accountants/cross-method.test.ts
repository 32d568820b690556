/** What must hold between accountants, on random grids with fixed seeds. @module */
import { describe, expect, test } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import type { Accountant } from "../../plugins/accountant.js";
import type { DpEvent } from "../events.js";
import { advancedComposition } from "./advanced-composition.js";
import { basicComposition } from "./basic-composition.js";
import { equalEpsilon } from "./equal-composition.js";
import { gdp } from "./gdp.js";
import { moments } from "./moments.js";
import { optimalComposition } from "./optimal-composition.js";
import { pld } from "./pld.js";
import { rdpClassic } from "./rdp-classic.js";
import { rdp } from "./rdp.js";
import { zcdpClassic } from "./zcdp-classic.js";
import { zcdp } from "./zcdp.js";

const repeated = (count: number, event: DpEvent): DpEvent => ({ type: "repeated", count, event });
const pure = (count: number, epsilon: number): DpEvent => repeated(count, { type: "approximate", epsilon, delta: 0 });
const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const spent = (accountants: readonly Accountant[], events: readonly DpEvent[], delta: number): number[] =>
  accountants.map((accountant) => accountant.epsilon(events, delta, "add-or-remove-one"));
const rises = (values: number[]): void =>
  values.forEach((value, i) => expect(value).toBeGreaterThanOrEqual((values[i - 1] ?? 0) * (1 - 1e-12)));

/** `draw` of a stream of its own, so many times. */
function forAll(seed: number, times: number, draw: (uniform: (low: number, high: number) => number) => void): void {
  const rng = RngStream.fromSeed(seed);
  for (let i = 0; i < times; i++) draw((low, high) => low * (high / low) ** rng.uniform());
}

test("Gaussians: exact, then Rényi, zero-concentrated, and the older conversions", () => {
  forAll(1, 200, (between) => {
    const events = [repeated(Math.ceil(between(1, 1e4)), gaussian(between(0.5, 500))), gaussian(between(0.5, 50))];
    const delta = between(1e-12, 0.01);
    rises(spent([gdp, zcdp, rdp], events, delta));
    rises(spent([zcdp, zcdpClassic], events, delta));
    rises(spent([rdp, rdpClassic, moments], events, delta));
  });
});

test("sampled Gaussians: privacy losses, Rényi, and the older conversion with fewer orders", () => {
  forAll(2, 6, (between) => {
    const event: DpEvent = {
      type: "poisson-sampled",
      probability: between(1e-3, 0.2),
      event: gaussian(between(0.7, 5)),
    };
    const [events, delta] = [[repeated(Math.ceil(between(10, 1000)), event)], between(1e-8, 1e-4)];
    rises(spent([pld, rdp, rdpClassic, moments], events, delta));
  });
});

test("pure mechanisms: what fits all of that epsilon is never below what fits Laplace noise", () => {
  forAll(3, 40, (between) => {
    const [count, scale, delta] = [Math.ceil(between(1, 1000)), between(0.3, 100), between(1e-9, 0.01)];
    const laplace = repeated(count, { type: "laplace", noiseMultiplier: scale });
    const exact = spent([optimalComposition], [pure(count, 1 / scale)], delta)[0];
    expect(spent([optimalComposition], [laplace], delta)[0]).toBeCloseTo(exact, 12);
    // the bounds of theorems are at or above the exact composition, the sum above all
    rises([exact, ...spent([advancedComposition, basicComposition], [laplace], delta)]);
    rises([exact, ...spent([rdp, rdpClassic], [pure(count, 1 / scale)], delta)]);
    rises([exact, ...spent([zcdp, zcdpClassic], [pure(count, 1 / scale)], delta)]);
    rises([exact, ...spent([gdp], [pure(count, 1 / scale)], delta)]);
    rises([...spent([rdp], [laplace], delta), ...spent([rdp], [pure(count, 1 / scale)], delta)]);
  });
});

describe("equal pure mechanisms", () => {
  /** δ by the definition, over how many of k answers of randomised response go against the record. */
  function delta(epsilon: number, count: number, at: number): number {
    const truth = 1 / (1 + Math.exp(-epsilon));
    let masses = [1];
    for (let i = 0; i < count; i++) {
      masses = [...masses, 0].map((mass, l) => mass * truth + (l > 0 ? masses[l - 1] * (1 - truth) : 0));
    }
    // e^at q = e^(at - loss) p
    const excess = (mass: number, l: number): number => mass * Math.max(0, -Math.expm1(at - (count - 2 * l) * epsilon));
    return masses.reduce((sum, mass, l) => sum + excess(mass, l), 0);
  }

  test("agree with the definition", () => {
    forAll(4, 100, (between) => {
      const [epsilon, count, slack] = [between(0.01, 5), Math.ceil(between(1, 60)), between(1e-10, 0.3)];
      const found = equalEpsilon(epsilon, count, slack);
      if (found === 0) expect(delta(epsilon, count, 0)).toBeLessThanOrEqual(slack * (1 + 1e-9));
      else {
        expect(delta(epsilon, count, found * (1 + 1e-9))).toBeLessThanOrEqual(slack);
        expect(delta(epsilon, count, found * (1 - 1e-9))).toBeGreaterThanOrEqual(slack);
      }
    });
  });

  test("agree with privacy loss distributions, and unequal ones are bounded", () => {
    forAll(5, 5, (between) => {
      const [epsilon, count, total] = [between(0.02, 0.5), Math.ceil(between(5, 300)), between(1e-8, 1e-3)];
      const [exact, byLosses] = spent([optimalComposition, pld], [pure(count, epsilon)], total);
      expect(Math.abs(byLosses / exact - 1)).toBeLessThan(1e-4);
      const unequal = [pure(count, epsilon), pure(count, epsilon / 2)];
      rises(spent([pld, optimalComposition, basicComposition], unequal, total));
    });
  });

  test("a delta of their own is spent before any is left for the composition", () => {
    const event = repeated(10, { type: "approximate", epsilon: 0.1, delta: 1e-6 });
    for (const accountant of [basicComposition, advancedComposition, optimalComposition]) {
      const at = (delta: number): number => accountant.epsilon([event], delta, "replace-one");
      expect(at(0.9e-5)).toBe(Infinity);
      expect(at(1e-5)).toBeLessThanOrEqual(1 + 1e-12);
      expect(at(0)).toBe(Infinity);
      rises([at(1e-3), at(2e-5), at(1e-5)]);
    }
  });
});

test("a million and ten million equal steps: exact, then bounded, without a jump down", () => {
  rises([1e5, 1e6, 1e6 + 1, 1e7].map((count) => spent([optimalComposition], [pure(count, 1e-3)], 1e-5)[0]));
});

test("the sparse vector technique and trees: losses, then Rényi, then the sum", () => {
  const sparse: DpEvent = {
    type: "sparse-vector",
    answers: 200,
    thresholdNoise: 30,
    comparisonNoise: 60,
    answerNoise: 50,
  };
  rises(spent([pld, rdp, basicComposition], [sparse], 1e-6));
  rises(spent([optimalComposition, advancedComposition, basicComposition], [sparse], 1e-6));
  const tree = {
    type: "tree-aggregation",
    noiseMultiplier: 20,
    steps: 300,
    participations: 5,
    separation: 60,
  } as const;
  rises(spent([gdp, pld, rdp], [tree], 1e-6));
  expect(spent([pld], [tree], 1e-6)[0] / spent([gdp], [tree], 1e-6)[0]).toBeCloseTo(1, 5);
});
