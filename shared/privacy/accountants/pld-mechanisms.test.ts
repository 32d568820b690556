/** Mechanisms other than noise on a Poisson sample, against published values and closed forms. @module */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { normalCdf } from "../../numeric/normal.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";
import { guaranteeOf } from "../guarantees/guarantee-of.js";
import { casesOfAbsence, casesOfZeroing } from "../guarantees/truncated-poisson-sampled.js";
import { epsilonBounds } from "../pld/bounds.js";
import { lossOf } from "../pld/loss-source.js";
import { mixedLoss } from "../pld/mixed-loss.js";
import { gaussianNoise } from "../pld/noises.js";
import { addition, removal } from "../pld/output-pair.js";
import { replacement } from "../pld/replacement.js";
import { boundedRangeRdp } from "../rdp/bounded-range-rdp.js";
import { pld, pldBounds, pldDelta } from "./pld.js";
import { rdp } from "./rdp.js";

type Params = Readonly<Record<string, number>>;
interface Vector {
  readonly what: string;
  readonly params: Params;
  readonly expected: number;
  readonly rel_tol?: number;
  readonly abs_tol?: number;
}

const file = new URL("../../../test/golden/dp.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as readonly Vector[];
const of = (what: string): [string, Vector][] =>
  vectors.filter((v) => v.what === what).map((v) => [`${v.what} ${JSON.stringify(v.params)}`, v]);
const within = (actual: number, { expected, rel_tol = 0, abs_tol = 0 }: Vector) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.max(rel_tol * Math.abs(expected), abs_tol));

const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const repeated = (count: number, event: DpEvent): DpEvent => ({ type: "repeated", count, event });
const sampled = (probability: number, event: DpEvent): DpEvent => ({ type: "poisson-sampled", probability, event });
const pure = (epsilon: number): DpEvent => ({ type: "approximate", epsilon, delta: 0 });

test.each(of("rdp_randomized_response"))("%s", (_, vector) => {
  const { noise_parameter: noiseParameter, num_buckets: buckets, alpha } = vector.params;
  const neighbours = String(vector.params.adjacency) === "replace_one" ? "replace-one" : "zero-out-one";
  const guarantee = guaranteeOf({ type: "randomised-response", noiseParameter, buckets }, neighbours);
  if ("refusal" in guarantee) expect.unreachable(guarantee.refusal.why);
  else within(guarantee.rdp!(alpha), vector);
});

test.each(of("gdp_mu_randomized_response"))("%s", (_, vector) => {
  const { noise_parameter: noiseParameter, num_buckets: buckets } = vector.params;
  const guarantee = guaranteeOf({ type: "randomised-response", noiseParameter, buckets }, "replace-one");
  if ("refusal" in guarantee) expect.unreachable(guarantee.refusal.why);
  else within(guarantee.gdp!, vector);
});

test.each(of("rdp_exponential_mechanism"))("%s", (_, vector) => {
  within(boundedRangeRdp(vector.params.eps, vector.params.alpha), vector);
});

test.each(of("eps_mixture_gaussians_pld"))("%s", (_, vector) => {
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
  within(pld.epsilon(mixtures, delta, "zero-out-one"), vector);
});

// theirs bounds the case of a full sample by a replacement of two records; ours, by a removal, is tighter
test.each(of("eps_truncated_poisson_gaussian_pld"))("%s, by their bound, and below it", (_, vector) => {
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
  within(Math.max(...theirs), vector);
  expect(pld.epsilon(truncated, delta, "add-or-remove-one")).toBeLessThan(vector.expected);
  expect(pld.epsilon(truncated, delta, "zero-out-one")).toBeLessThan(
    pld.epsilon(truncated, delta, "add-or-remove-one"),
  );
});

test.each(of("composition_epsdelta_pld"))("%s", (_, vector) => {
  const { events, eps } = vector.params as unknown as { events: [number, number][]; eps: number };
  const stated = events.map(([epsilon, delta]): DpEvent => ({ type: "approximate", epsilon, delta }));
  within(pld.delta!(stated, eps, "add-or-remove-one"), vector);
});

test.each(of("composition_pure_pld"))("%s", (_, vector) => {
  const { eps, k, delta } = vector.params;
  within(pld.epsilon([repeated(k, pure(eps))], delta, "add-or-remove-one"), vector);
});

test.each(of("delta_sgm_one_step").filter(([, { params }]) => String(params.adjacency) === "REPLACE"))(
  "%s",
  (_, vector) => {
    const { sigma, sensitivity, q, eps } = vector.params;
    // theirs is the norm of one value, ours how far a replacement moves the sum
    const event = sampled(q, gaussian(sigma / (2 * sensitivity)));
    within(pld.delta!([event], eps, "replace-one"), vector);
  },
);

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

describe("on samples", () => {
  const epsilon = (event: DpEvent, neighbours: NeighbouringRelation = "add-or-remove-one") =>
    pld.epsilon([repeated(5, event)], 1e-5, neighbours);

  test("a sample of a sample is one of the product of the rates", () => {
    expect(epsilon(sampled(0.5, sampled(0.4, gaussian(1))))).toBe(epsilon(sampled(0.2, gaussian(1))));
  });

  test("Gaussians on the same sample are one of less noise", () => {
    const two = epsilon(sampled(0.1, { type: "composed", events: [gaussian(2), repeated(3, gaussian(2))] }));
    expect(two).toBeCloseTo(epsilon(sampled(0.1, gaussian(1))), 12);
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
});
