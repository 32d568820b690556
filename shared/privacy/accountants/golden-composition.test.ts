/** Published and computed values of zero-concentrated and Gaussian differential privacy and of composition theorems. @module */
import { describe, expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { calibrate } from "../calibrate.js";
import type { DpEvent } from "../events.js";
import { basicComposition } from "./basic-composition.js";
import { gdpClt } from "./gdp-clt.js";
import { optimalComposition } from "./optimal-composition.js";
import { zcdpClassic } from "./zcdp-classic.js";
import { zcdp } from "./zcdp.js";

const neighbours = "add-or-remove-one";
const stated = (count: number, epsilon: number, delta = 0): DpEvent => ({
  type: "repeated",
  count,
  event: { type: "approximate", epsilon, delta },
});
const sgd = (count: number, probability: number, noiseMultiplier: number): DpEvent => ({
  type: "repeated",
  count,
  event: { type: "poisson-sampled", probability, event: { type: "gaussian", noiseMultiplier } },
});

test("every family has vectors", () => {
  const families = ["eps_zcdp", "eps_zcdp_bun_steinke", "eps_gdp_clt_poisson", "noise_multiplier_gdp_clt"];
  expect(families.map((what) => vectorsOf(what).length)).toEqual([1, 3, 3, 1]);
  const compositions = ["optimal_homogeneous", "inverse"].map((what) => `advanced_composition_${what}`);
  expect([...compositions, "composition_kov_slack"].map((what) => vectorsOf(what).length)).toEqual([2, 1, 1]);
});

test.each(vectorsOf("eps_zcdp"))("%s", (_, vector) => {
  const { rho, delta } = vector.params as Record<string, number>;
  expectWithin(zcdp.epsilon([{ type: "zcdp", rho }], delta, neighbours), vector);
});

test.each(vectorsOf("eps_zcdp_bun_steinke"))("%s", (_, vector) => {
  const { rho, delta } = vector.params as Record<string, number>;
  expectWithin(zcdpClassic.epsilon([{ type: "zcdp", rho }], delta, neighbours), vector);
});

describe("the central limit", () => {
  test.each(vectorsOf("eps_gdp_clt_poisson"))("%s", (_, vector) => {
    const { q, sigma, steps, delta } = vector.params as Record<string, number>;
    // a part of a step is less than the tolerance
    expectWithin(gdpClt.epsilon([sgd(Math.round(steps), q, sigma)], delta, neighbours), vector);
  });

  test.each(vectorsOf("noise_multiplier_gdp_clt"))("%s", (_, vector) => {
    const { target_eps, delta, q, steps } = vector.params as Record<string, number>;
    const noise = { name: "noise", lowest: 0, highest: 100, epsilon: "falls" } as const;
    const target = { epsilon: target_eps, delta, neighbours } as const;
    expectWithin(
      calibrate(gdpClt, target, (sigma) => [sgd(steps, q, sigma)], noise),
      vector,
    );
  });

  test("reports less than the truth, and says that it may", () => {
    // tight: 6.767044 (eps_sgm_prv_upper)
    expect(gdpClt.epsilon([sgd(2249, 0.04, 1.5)], 1e-5, neighbours)).toBeLessThan(6.767);
    expect(gdpClt.kind).toBe("approximation");
    expect(gdpClt.summary).toContain("may report less than the truth");
  });
});

describe("compositions", () => {
  test.each(vectorsOf("advanced_composition_optimal_homogeneous"))(
    "%s: of the steps 2ε apart the next",
    (_, vector) => {
      const { eps, delta, k, total_delta } = vector.params as Record<string, number>;
      // theorem 3.3 lists the epsilons k ε - 2i ε; in between there is a smaller one
      const exact = optimalComposition.epsilon([stated(k, eps, delta)], total_delta, neighbours);
      expectWithin(k - 2 * Math.floor((k - exact) / 2 + 1e-12), vector);
    },
  );

  test.each(vectorsOf("advanced_composition_inverse"))("%s: of the divisors of the total the next", (_, vector) => {
    const { total_eps, total_delta, delta, k } = vector.params as Record<string, number>;
    const each = { name: "epsilon of each", lowest: 0, highest: 10, epsilon: "rises" } as const;
    const target = { epsilon: total_eps, delta: total_delta, neighbours } as const;
    const exact = calibrate(optimalComposition, target, (epsilon) => [stated(k, epsilon, delta)], each);
    expectWithin(total_eps / (k - 2 * Math.floor((k - total_eps / exact) / 2)), vector);
  });

  test.each(vectorsOf("composition_kov_slack"))(
    "%s: the bounds for unequal ones, exact for equal ones below",
    (_, vector) => {
      const [epsilon, slack, k] = [2 ** -9, 2 ** -25, 700];
      // one that differs in the last digit makes them unequal
      const nearly = [stated(k - 1, epsilon), stated(1, epsilon * (1 + 1e-15))];
      expectWithin(optimalComposition.epsilon(nearly, slack, neighbours), vector);
      const exact = optimalComposition.epsilon([stated(k, epsilon)], slack, neighbours);
      expect(exact).toBeLessThan(vector.expected);
      expect(exact).toBeGreaterThan(0.8 * vector.expected);
    },
  );

  test.each(vectorsOf("composition_epsdelta_pld"))("%s", (_, vector) => {
    const { events, eps } = vector.params as { events: [number, number][]; eps: number };
    const all = events.map(([epsilon, delta]) => stated(1, epsilon, delta));
    expectWithin(basicComposition.delta!(all, eps, neighbours), vector);
    expect(basicComposition.epsilon(all, vector.expected, neighbours)).toBeCloseTo(eps, 12);
  });

  test.each(vectorsOf("composition_pure_pld"))("%s", (_, vector) => {
    const { eps, k, delta } = vector.params as Record<string, number>;
    expectWithin(optimalComposition.epsilon([stated(k, eps)], delta, neighbours), vector);
  });
});
