/** Gaussians on Poisson samples of limited size. @module */
import { describe, expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { pld, pldDelta } from "../accountants/pld.js";
import { rdp } from "../accountants/rdp.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";
import { epsilonBounds } from "../pld/bounds.js";
import { lossOf } from "../pld/loss-source.js";
import { mixedLoss } from "../pld/mixed-loss.js";
import { gaussianNoise } from "../pld/noises.js";
import { addition, removal } from "../pld/output-pair.js";
import { replacement } from "../pld/replacement.js";
import { casesOfAbsence, casesOfZeroing } from "./truncated-poisson-sampled.js";

const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const repeated = (count: number, event: DpEvent): DpEvent => ({ type: "repeated", count, event });
const sampled = (probability: number, event: DpEvent): DpEvent => ({ type: "poisson-sampled", probability, event });
const epsilon = (event: DpEvent, neighbours: NeighbouringRelation) =>
  pld.epsilon([repeated(5, event)], 1e-5, neighbours);

// theirs bounds the case of a full sample by a replacement of two records; ours, by a removal, is tighter
test.each(vectorsOf("eps_truncated_poisson_gaussian_pld"))("%s, by their bound, and below it", (_, vector) => {
  type Truncated = { n: number; q: number; max_batch: number; sigma: number; count: number };
  const { events, delta } = vector.params as unknown as { events: Truncated[]; delta: number };
  const truncated = events.map(({ n: examples, q: probability, max_batch: maximum, sigma, count }) =>
    repeated(count, { type: "truncated-poisson-sampled", examples, probability, maximum, event: gaussian(sigma) }),
  );
  const theirs = [removal, addition].map((direction) => {
    const parts = events.map(({ n, q, max_batch: maximum, sigma, count }) => {
      const [open, full] = casesOfAbsence(n, q, maximum);
      const part = mixedLoss([
        { weight: open.weight, source: lossOf(direction(gaussianNoise(sigma), q)) },
        { weight: full.weight, source: lossOf(replacement(sigma / 4, full.rate)) },
      ]);
      return { part, count };
    });
    return epsilonBounds(parts, delta).upper;
  });
  expectWithin(Math.max(...theirs), vector);
  expect(pld.epsilon(truncated, delta, "add-or-remove-one")).toBeLessThan(vector.expected);
  expect(pld.epsilon(truncated, delta, "zero-out-one")).toBeLessThan(
    pld.epsilon(truncated, delta, "add-or-remove-one"),
  );
});

test("a sample that is never cut is a Poisson sample; a cut one costs no less", () => {
  const cut = (maximum: number): DpEvent => ({
    type: "truncated-poisson-sampled",
    examples: 20,
    probability: 0.2,
    maximum,
    event: gaussian(1),
  });
  const whole = epsilon(sampled(0.2, gaussian(1)), "zero-out-one");
  expect(epsilon(cut(20), "zero-out-one") / whole).toBeCloseTo(1, 5);
  expect(rdp.epsilon([cut(20)], 1e-5, "zero-out-one")).toBeCloseTo(
    rdp.epsilon([sampled(0.2, gaussian(1))], 1e-5, "zero-out-one"),
    9,
  );
  const rate = casesOfZeroing(20, 0.2, 3).reduce((sum, one) => sum + one.weight * one.rate, 0);
  // the record is in 3 of 20 places at most
  expect(rate).toBeLessThan(0.15);
  expect(() => epsilon(cut(3), "replace-one")).toThrow(/truncated-poisson-sampled.*zero-out-one/);
  expect(epsilon(cut(3), "zero-out-one")).toBeLessThan(rdp.epsilon([repeated(5, cut(3))], 1e-5, "zero-out-one"));
});

describe("three records of which at most two are used, every sample enumerated", () => {
  const [probability, maximum, sigma] = [0.6, 2, 0.7];

  /** The sums of the used records' values, with their probabilities. */
  function sums(values: readonly number[]): [sum: number, probability: number][] {
    const subsets = values.reduce<number[][]>((all, value) => [...all, ...all.map((one) => [...one, value])], [[]]);
    return subsets.flatMap((drawn) => {
      const chance = probability ** drawn.length * (1 - probability) ** (values.length - drawn.length);
      const used = drawn.length <= maximum ? [drawn] : drawn.map((_, i) => drawn.filter((__, j) => j !== i));
      return used.map((some): [number, number] => [some.reduce((a, b) => a + b, 0), chance / used.length]);
    });
  }

  const density = (mixture: [number, number][]) => (z: number) =>
    mixture.reduce((sum, [mean, weight]) => sum + weight * Math.exp(-(((z - mean) / sigma) ** 2) / 2), 0) /
    (sigma * Math.sqrt(2 * Math.PI));

  function hockeyStick(p: (z: number) => number, q: (z: number) => number, epsilon: number): number {
    const step = 0.01;
    let delta = 0;
    for (let z = -9; z <= 9; z += step) delta += step * Math.max(0, p(z) - Math.exp(epsilon) * q(z));
    return delta;
  }

  test.each([
    ["zero-out-one", 0],
    ["add-or-remove-one", undefined],
  ] as const)("%s: no values of the records spend more than is accounted", (neighbours, instead) => {
    const event: DpEvent = {
      type: "truncated-poisson-sampled",
      examples: 3,
      probability,
      maximum,
      event: gaussian(sigma),
    };
    for (const epsilon of [0, 0.5, 1.5, 3]) {
      const accounted = pldDelta([event], epsilon, neighbours).upper;
      let worst = 0;
      for (const a of [-1, 0, 1]) {
        for (const b of [-1, 0, 1]) {
          const [p, q] = [[a, b, 1], instead === undefined ? [a, b] : [a, b, instead]].map((all) => density(sums(all)));
          worst = Math.max(worst, hockeyStick(p, q, epsilon), hockeyStick(q, p, epsilon));
        }
      }
      expect(worst).toBeLessThanOrEqual(accounted * (1 + 1e-6));
      // in one dimension the others' values hide some of what is accounted, though not most of it
      if (epsilon === 0) expect(worst).toBeGreaterThan(0.5 * accounted);
    }
  });
});
