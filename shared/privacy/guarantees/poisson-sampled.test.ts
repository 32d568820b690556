/** Mechanisms on Poisson samples. @module */
import { expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { basicComposition } from "../accountants/basic-composition.js";
import { pld } from "../accountants/pld.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";

const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const repeated = (count: number, event: DpEvent): DpEvent => ({ type: "repeated", count, event });
const sampled = (probability: number, event: DpEvent): DpEvent => ({ type: "poisson-sampled", probability, event });
const pure = (epsilon: number): DpEvent => ({ type: "approximate", epsilon, delta: 0 });

const epsilon = (event: DpEvent, neighbours: NeighbouringRelation = "add-or-remove-one") =>
  pld.epsilon([repeated(5, event)], 1e-5, neighbours);

test("a sample of a sample is one of the product of the rates", () => {
  expect(epsilon(sampled(0.5, sampled(0.4, gaussian(1))))).toBe(epsilon(sampled(0.2, gaussian(1))));
});

test("Gaussians on the same sample are one of less noise", () => {
  const two = epsilon(sampled(0.1, { type: "composed", events: [gaussian(2), repeated(3, gaussian(2))] }));
  expect(two).toBeCloseTo(epsilon(sampled(0.1, gaussian(1))), 12);
});

test("a mixture of shifts on a sample has one of no shift more", () => {
  const mixture = (shifts: number[], probabilities: number[]): DpEvent => ({
    type: "gaussian-mixture",
    noiseStddev: 1.5,
    shifts,
    probabilities,
  });
  const whole = epsilon(mixture([0, 1, 2], [0.6, 0.3, 0.1]));
  expect(epsilon(sampled(0.4, mixture([1, 2], [0.75, 0.25]))) / whole).toBeCloseTo(1, 9);
  // one shift is a Gaussian
  expect(epsilon(sampled(0.3, mixture([3], [1]))) / epsilon(sampled(0.3, gaussian(0.5)))).toBeCloseTo(1, 5);
  expect(() => epsilon(sampled(0.4, mixture([1, 2], [0.75, 0.5])))).toThrow(/"probabilities":\[0.75,0.5\]\}: prob/);
});

test("an epsilon and a delta are amplified to log(1 + q(e^epsilon - 1)) and q delta", () => {
  const event = sampled(0.1, { type: "approximate", epsilon: 2, delta: 1e-4 });
  const amplified = Math.log1p(0.1 * Math.expm1(2));
  for (const accountant of [pld, basicComposition]) {
    const spent = accountant.epsilon([event], 1e-5 * (1 + 1e-9), "add-or-remove-one");
    expect(spent).toBeCloseTo(amplified, 6);
    expect(accountant.epsilon([event], 0.99e-5, "add-or-remove-one")).toBe(Infinity);
  }
  const many = [repeated(20, event)];
  const known = basicComposition.epsilon(many, 1e-3, "add-or-remove-one");
  expect(pld.epsilon(many, 1e-3, "add-or-remove-one")).toBeLessThan(known);
});

test("pure epsilons are amplified to log(1 + q(e^epsilon - 1))", () => {
  const amplified = Math.log1p(0.1 * Math.expm1(2));
  expect(pld.epsilon([sampled(0.1, pure(2))], 0, "add-or-remove-one")).toBeCloseTo(amplified, 13);
  expect(pld.epsilon([repeated(30, sampled(0.1, pure(2)))], 1e-6, "add-or-remove-one")).toBeLessThan(30 * amplified);
});

test("a rate of 1 is no sample, whatever the relation; smaller rates cost less", () => {
  for (const neighbours of ["add-or-remove-one", "zero-out-one", "replace-one"] as const) {
    const costs = [0, 0.01, 0.3, 0.9, 1].map((q) => epsilon(sampled(q, gaussian(1)), neighbours));
    expect(costs[0]).toBe(0);
    expect(costs[4]).toBe(epsilon(gaussian(1), neighbours));
    costs.forEach((cost, i) => expect(cost).toBeGreaterThanOrEqual(costs[i - 1] ?? 0));
  }
});

test("replacing a record costs no less than zeroing it, at the same noise", () => {
  for (const q of [0.01, 0.2, 0.7]) {
    const replaced = epsilon(sampled(q, gaussian(0.5)), "replace-one");
    expect(replaced).toBeGreaterThan(epsilon(sampled(q, gaussian(1)), "zero-out-one"));
    expect(replaced).toBeLessThan(epsilon(gaussian(0.5), "replace-one"));
  }
});

test.each(vectorsOf("delta_sgm_one_step").filter(([, { params }]) => String(params.adjacency) === "REPLACE"))(
  "%s",
  (_, vector) => {
    const { sigma, sensitivity, q, eps } = vector.params as Record<string, number>;
    // theirs is the norm of one value, ours how far a replacement moves the sum
    const event = sampled(q, gaussian(sigma / (2 * sensitivity)));
    expectWithin(pld.delta!([event], eps, "replace-one"), vector);
  },
);
