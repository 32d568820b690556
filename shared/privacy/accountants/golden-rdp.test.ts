/**
 * Published and independently computed values, each within its own tolerance.
 *
 * Some of them come from dp_accounting, whose RDP of fractional orders is an upper bound: it adds the terms of the
 * series without their signs. Those are compared with that bound, recomputed here, and the accountant with its exact
 * value below it.
 * @module
 */
import { describe, expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import type { Vector } from "../../../test/support/golden-vectors.js";
import { logErfc } from "../../numeric/erfc.js";
import { logSumExp } from "../../numeric/log-sum-exp.js";
import type { Accountant } from "../../plugins/accountant.js";
import type { DpEvent } from "../events.js";
import { calibrateNoiseMultiplier } from "../calibrate.js";
import { epsilonOfRdp, improvedConversion } from "../rdp/rdp-conversion.js";
import { rdpClassic } from "./rdp-classic.js";
import { rdpOrders } from "../rdp/rdp-orders.js";
import { rdp } from "./rdp.js";
import { sampledGaussianRdp } from "../rdp/sampled-gaussian-rdp.js";

const neighbours = "add-or-remove-one";
const sampledSteps = (count: number, probability: number, noiseMultiplier: number): DpEvent => ({
  type: "repeated",
  count,
  event: { type: "poisson-sampled", probability, event: { type: "gaussian", noiseMultiplier } },
});

function epsilon(accountant: Accountant, q: number, sigma: number, steps: number, delta: number): number {
  return accountant.epsilon([sampledSteps(steps, q, sigma)], delta, neighbours);
}

/** The series of Mironov, Talwar and Zhang 2019, section 3.3, with the signs of its terms or without. */
function bySeries(q: number, sigma: number, order: number, signed: boolean): number {
  const middle = sigma * sigma * Math.log(1 / q - 1) + 0.5;
  const logs: [number[], number[]] = [[], []];
  const term = (k: number, shift: number): number =>
    (k * k - k) / (2 * sigma * sigma) + logErfc(shift / (Math.SQRT2 * sigma));
  let binomial = 1;
  for (let i = 0; i < 3000 && binomial !== 0; i++) {
    const j = order - i;
    const size = Math.log(Math.abs(binomial) / 2);
    logs[signed && binomial < 0 ? 1 : 0].push(
      size + i * Math.log(q) + j * Math.log1p(-q) + term(i, i - middle),
      size + j * Math.log(q) + i * Math.log1p(-q) + term(j, middle - j),
    );
    binomial *= j / (i + 1);
  }
  const [plus, minus] = logs.map(logSumExp);
  return (plus + Math.log1p(-Math.exp(minus - plus))) / (order - 1);
}

/** Epsilon as dp_accounting computes it. */
function upperBoundEpsilon(q: number, sigma: number, steps: number, delta: number): number {
  if (q === 1) return epsilon(rdp, q, sigma, steps, delta);
  const divergences = rdpOrders.map(
    (order) =>
      steps * (Number.isInteger(order) ? sampledGaussianRdp(q, sigma, order) : bySeries(q, sigma, order, false)),
  );
  return epsilonOfRdp(rdpOrders, divergences, delta, improvedConversion);
}

const isWithin = (actual: number, { expected, rel_tol = 0 }: Vector): boolean =>
  Math.abs(actual - expected) <= rel_tol * expected;

test("every family has vectors", () => {
  const families = ["rdp_gaussian", "rdp_sgm_poisson", "eps_from_rdp", "eps_sgm_rdp", "eps_sgm_rdp_legacy_conversion"];
  expect([...families, "noise_multiplier_rdp", "eps_privacy_statement"].map((what) => vectorsOf(what).length)).toEqual([
    1, 28, 2, 8, 7, 2, 3,
  ]);
});

test.each(vectorsOf("rdp_gaussian", "rdp_sgm_poisson"))("%s", (_, vector) => {
  const {
    q = 1,
    sigma,
    alpha,
    steps = 1,
  } = vector.params as { q?: number; sigma: number; alpha: number; steps?: number };
  expectWithin(steps * sampledGaussianRdp(q, sigma, alpha), vector);
});

test.each(vectorsOf("eps_from_rdp"))("%s", (_, vector) => {
  const { sigma, delta } = vector.params as { sigma?: number; delta: number };
  const orders =
    sigma === undefined
      ? Array.from({ length: 31 }, (_, i) => i + 2)
      : Array.from({ length: 98_999 }, (_, i) => 1 + (i + 1) / 1000);
  const divergences = orders.map((order) => (sigma === undefined ? 1.1 : sampledGaussianRdp(1, sigma, order)));
  expectWithin(epsilonOfRdp(orders, divergences, delta, improvedConversion), vector);
});

describe("improved conversion", () => {
  const [composition, plain] = [true, false].map((wanted) =>
    vectorsOf("eps_sgm_rdp").filter(([, { params }]) => "composition" in params === wanted),
  );

  test.each(plain)("%s", (_, vector) => {
    const { q, steps, delta, ...noise } = vector.params as Record<string, number>;
    const sigma = noise.sigma ?? noise.effective_sigma;
    const [exact, bound] = [epsilon(rdp, q, sigma, steps, delta), upperBoundEpsilon(q, sigma, steps, delta)];
    expect([exact, bound].filter((value) => isWithin(value, vector)).length).toBeGreaterThan(0);
    expect(exact).toBeLessThanOrEqual(bound * (1 + 1e-12));
    expect(exact).toBeGreaterThan(0.99 * bound);
  });

  test.each([
    [0.01, 0.7, 120, 1e-5, 3.239192193913129],
    [0.01, 0.35, 120, 1e-5, 22.59703581367451],
    [0.1, 1, 200, 1e-3, 8.184229526506616],
    [0.001, 0.6, 10_000, 1e-6, 3.9991305070111345],
  ])(
    "q %d, noise %d, %d steps: the exact value where the vector is a bound (scipy, signed series)",
    (q, sigma, steps, delta, exact) => {
      expect(Math.abs(epsilon(rdp, q, sigma, steps, delta) / exact - 1)).toBeLessThan(1e-11);
    },
  );

  test.each(composition)("%s", (_, vector) => {
    const { composition: parts, delta } = vector.params as { composition: [number, number, number][]; delta: number };
    expectWithin(
      rdp.epsilon(
        parts.map(([q, sigma, steps]) => sampledSteps(steps, q, sigma)),
        delta,
        neighbours,
      ),
      vector,
    );
  });
});

test.each(vectorsOf("eps_sgm_rdp_legacy_conversion"))("%s", (_, vector) => {
  const { q, sigma, steps, delta } = vector.params as Record<string, number>;
  // Some sources count a part of a step: it is less than their tolerance.
  expectWithin(epsilon(rdpClassic, q, sigma, Math.round(steps), delta), vector);
});

test.each(vectorsOf("eps_dp_fedavg_user_level"))("%s", (_, vector) => {
  const { clients, expected_per_round, rounds, z, delta } = vector.params as Record<string, number>;
  expectWithin(epsilon(rdpClassic, expected_per_round / clients, z, rounds, delta), vector);
});

test.each(vectorsOf("eps_sgm_pld").filter(([, { params }]) => "sigma" in params))(
  "is above the tightest known %s",
  (_, vector) => {
    const { q, sigma, steps, delta } = vector.params as Record<string, number>;
    expect(epsilon(rdp, q, sigma, steps, delta)).toBeGreaterThan(vector.expected);
  },
);

test.each(vectorsOf("noise_multiplier_rdp"))("%s", (_, vector) => {
  const { q, steps, target_eps, delta } = vector.params as Record<string, number>;
  const events = (noiseMultiplier: number): DpEvent[] => [sampledSteps(steps, q, noiseMultiplier)];
  const found = calibrateNoiseMultiplier(rdp, { epsilon: target_eps, delta, neighbours }, events);
  // The vector is the least noise under the upper bound; the exact value allows a little less.
  expect(upperBoundEpsilon(q, vector.expected, steps, delta)).toBeCloseTo(target_eps, 6);
  expect(found).toBeLessThan(vector.expected);
  expect(found).toBeGreaterThan(vector.expected * (1 - 1e-4));
  expect(exactNoise[steps]).toBeCloseTo(found, 8);
});

test("noise multiplier for epsilon 8 of 150 lots of 8 from 6000 (scipy: Brent's method on the signed series)", () => {
  const events = (noiseMultiplier: number): DpEvent[] => [sampledSteps(150, 8 / 6000, noiseMultiplier)];
  const found = calibrateNoiseMultiplier(rdp, { epsilon: 8, delta: 1e-5, neighbours }, events);
  expect(found).toBeCloseTo(0.38900422743163343, 8);
});

/** scipy: Brent's method on the signed series, by number of steps */
const exactNoise: Readonly<Record<number, number>> = { 2250: 1.4157871430907465, 2000: 1.356134217167064 };

test("the signed series and the quadrature agree", () => {
  for (const [q, sigma, order] of [
    [0.01, 0.35, 1.7],
    [0.1, 1, 2.5],
    [8 / 6000, 0.389, 2.3],
    [0.04, 1.5, 3.9],
    [0.3, 3, 8.4],
  ]) {
    expect(Math.abs(bySeries(q, sigma, order, true) / sampledGaussianRdp(q, sigma, order) - 1)).toBeLessThan(1e-9);
  }
});

test.each(vectorsOf("eps_privacy_statement").filter(([, { params }]) => String(params.line).includes("RDP")))(
  "%s",
  (_, vector) => {
    const { n, batch, epochs, noise_multiplier, delta, line } = vector.params as Record<string, number> & {
      line: unknown;
    };
    // Microbatching doubles the sensitivity.
    const sigma = noise_multiplier / 2;
    const poisson = String(line).startsWith("Poisson");
    const [q, steps] = poisson ? [batch / n, Math.ceil((epochs * n) / batch)] : [1, epochs];
    expectWithin(epsilon(rdp, q, sigma, steps, delta), vector);
  },
);
