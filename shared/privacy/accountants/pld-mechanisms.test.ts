/** Mechanisms other than noise on a Poisson sample, against published values and closed forms. @module */
import { describe, expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import type { Vector } from "../../../test/support/golden-vectors.js";
import { normalCdf } from "../../numeric/normal.js";
import type { DpEvent } from "../events.js";
import { guaranteeOf } from "../guarantees/guarantee-of.js";
import { deltaBounds } from "../pld/bounds.js";
import { lossOfOutcomes, reversed, sampledOutcomes } from "../pld/outcomes.js";
import { boundedRangeRdp } from "../rdp/bounded-range-rdp.js";
import { pld, pldBounds, pldDelta } from "./pld.js";
import { rdp } from "./rdp.js";

const numbers = ({ params }: Pick<Vector, "params">) => params as Readonly<Record<string, number>>;
const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const repeated = (count: number, event: DpEvent): DpEvent => ({ type: "repeated", count, event });
const pure = (epsilon: number): DpEvent => ({ type: "approximate", epsilon, delta: 0 });

test.each(vectorsOf("rdp_randomized_response"))("%s", (_, vector) => {
  const { noise_parameter: noiseParameter, num_buckets: buckets, alpha } = numbers(vector);
  const neighbours = String(vector.params.adjacency) === "replace_one" ? "replace-one" : "zero-out-one";
  const guarantee = guaranteeOf({ type: "randomised-response", noiseParameter, buckets }, neighbours);
  if ("refusal" in guarantee) expect.unreachable(guarantee.refusal.why);
  else expectWithin(guarantee.rdp!(alpha), vector);
});

test.each(vectorsOf("gdp_mu_randomized_response"))("%s", (_, vector) => {
  const { noise_parameter: noiseParameter, num_buckets: buckets } = numbers(vector);
  const guarantee = guaranteeOf({ type: "randomised-response", noiseParameter, buckets }, "replace-one");
  if ("refusal" in guarantee) expect.unreachable(guarantee.refusal.why);
  else expectWithin(guarantee.gdp!, vector);
});

test.each(vectorsOf("rdp_exponential_mechanism"))("%s", (_, vector) => {
  expectWithin(boundedRangeRdp(numbers(vector).eps, numbers(vector).alpha), vector);
});

test.each(vectorsOf("eps_mixture_gaussians_pld"))("%s", (_, vector) => {
  type Mixture = { sigma: number; sensitivities: number[]; probs: number[]; count: number };
  const { events, delta } = vector.params as unknown as { events: Mixture[]; delta: number };
  const mixtures = events.map(({ sigma, sensitivities, probs, count }) =>
    repeated(count, {
      type: "gaussian-mixture",
      noiseStddev: sigma,
      shifts: sensitivities,
      probabilities: probs,
    }),
  );
  expectWithin(pld.epsilon(mixtures, delta, "zero-out-one"), vector);
});

test.each(vectorsOf("composition_epsdelta_pld"))("%s", (_, vector) => {
  const { events, eps } = vector.params as unknown as { events: [number, number][]; eps: number };
  const stated = events.map(([epsilon, delta]): DpEvent => ({ type: "approximate", epsilon, delta }));
  expectWithin(pld.delta!(stated, eps, "add-or-remove-one"), vector);
});

test.each(vectorsOf("composition_pure_pld"))("%s", (_, vector) => {
  const { eps, k, delta } = numbers(vector);
  expectWithin(pld.epsilon([repeated(k, pure(eps))], delta, "add-or-remove-one"), vector);
});

describe("randomised response of k answers, many times", () => {
  /** δ of count repetitions between two answers, the binomial sum. */
  const exactDelta = (flip: number, count: number, epsilon: number) => {
    const loss = Math.log((1 - flip) / flip);
    let [delta, binomial] = [0, 1];
    for (let lies = 0; lies <= count; lies++) {
      const p = binomial * (1 - flip) ** (count - lies) * flip ** lies;
      const total = (count - 2 * lies) * loss;
      if (total > epsilon) delta += p * -Math.expm1(epsilon - total);
      binomial = (binomial * (count - lies)) / (lies + 1);
    }
    return delta;
  };

  test.each([
    [0.4, 1],
    [0.2, 7],
    [0.45, 60],
  ])("noise parameter %d, %d times: the binomial sum", (noiseParameter, count) => {
    const events = [repeated(count, { type: "randomised-response", noiseParameter, buckets: 2 } as const)];
    for (const epsilon of [0, 0.1, 1, 3, 7.7]) {
      const delta = pldDelta(events, epsilon, "replace-one");
      expect(delta.upper).toBeCloseTo(exactDelta(noiseParameter / 2, count, epsilon), 13);
      if (delta.upper > 1e-14) expect(pldBounds(events, delta.upper, "replace-one").upper).toBeCloseTo(epsilon, 9);
    }
  });
});

test("losses of few outcomes and of noise compose: a grid away from the exact value at most 1e-5", () => {
  // one randomised response decides between two shifted Gaussians: δ is the sum over its outcomes
  const events = [pure(0.7), gaussian(1.3)];
  const gaussianDelta = (epsilon: number) =>
    normalCdf(0.5 / 1.3 - epsilon * 1.3) - Math.exp(epsilon) * normalCdf(-0.5 / 1.3 - epsilon * 1.3);
  const truth = 1 / (1 + Math.exp(-0.7));
  const epsilon = 1.1;
  const expected = truth * gaussianDelta(epsilon - 0.7) + (1 - truth) * gaussianDelta(epsilon + 0.7);
  const { lower, upper } = pldDelta(events, epsilon, "add-or-remove-one");
  expect(Math.abs(upper / expected - 1)).toBeLessThan(1e-5);
  expect(upper).toBeGreaterThanOrEqual(expected * (1 - 1e-12));
  expect(lower).toBeLessThanOrEqual(expected);
});

describe("the discrete Gaussian of a scalar", () => {
  test.each(vectorsOf("delta_discrete_gaussian"))("%s, of outcomes that are cut off", (_, vector) => {
    const { sigma, sensitivity, truncation_bound: reach, q, eps } = numbers(vector);
    const mass = (k: number) => (Math.abs(k) > reach ? 0 : Math.exp(-(k * k) / (2 * sigma * sigma)));
    const all = Array.from({ length: 2 * (reach + sensitivity) + 1 }, (_, i) => i - reach - sensitivity);
    const total = all.reduce((sum, k) => sum + mass(k), 0);
    const removal = sampledOutcomes(
      all.map((k) => ({ p: mass(k - sensitivity) / total, q: mass(k) / total })),
      q,
    );
    const part = lossOfOutcomes(vector.params.adjacency === "ADD" ? reversed(removal) : removal);
    expectWithin(deltaBounds([{ part, count: 1 }], eps).upper, vector);
  });

  test("is the sum over the integers", () => {
    const [sigma, shift, epsilon] = [2, 1, 0.4];
    const mass = (k: number) => Math.exp(-(k * k) / (2 * sigma * sigma));
    let [total, delta] = [0, 0];
    for (let k = -100; k <= 100; k++) total += mass(k);
    for (let k = -100; k <= 100; k++) {
      delta += Math.max(0, mass(k - shift) / total - (Math.exp(epsilon) * mass(k)) / total);
    }
    const event: DpEvent = { type: "discrete-gaussian", noiseStddev: sigma, sensitivity: shift, coordinates: 1 };
    expect(pldDelta([event], epsilon, "replace-one").upper).toBeCloseTo(delta, 12);
  });

  test("with a wide noise is the continuous one", () => {
    const event: DpEvent = { type: "discrete-gaussian", noiseStddev: 300, sensitivity: 200, coordinates: 1 };
    const continuous = pld.epsilon([repeated(3, gaussian(1.5))], 1e-6, "replace-one");
    expect(pld.epsilon([repeated(3, event)], 1e-6, "replace-one") / continuous).toBeCloseTo(1, 4);
  });

  test("of a vector is accounted by its Rényi divergence, and refused here", () => {
    const event: DpEvent = { type: "discrete-gaussian", noiseStddev: 30, sensitivity: 20.5, coordinates: 100 };
    expect(() => pld.epsilon([event], 1e-6, "replace-one")).toThrow(/discrete-gaussian.*losses/);
    const continuous = rdp.epsilon([gaussian(30 / 20.5)], 1e-6, "replace-one");
    expect(rdp.epsilon([event], 1e-6, "replace-one")).toBeCloseTo(continuous, 12);
  });
});
