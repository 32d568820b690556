import { describe, expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import type { Vector } from "../../../test/support/golden-vectors.js";
import type { DpEvent } from "../events.js";
import { pld, pldBounds } from "./pld.js";
import { normalLogCdf } from "../../numeric/normal.js";
import { findRoot } from "../../numeric/root.js";
import { gaussianNoise, laplaceNoise } from "../pld/noises.js";
import { addition, removal } from "../pld/output-pair.js";
import { deltaBounds } from "../pld/bounds.js";
import { lossOf } from "../pld/loss-source.js";

const numbers = ({ params }: Pick<Vector, "params">) => params as Readonly<Record<string, number>>;
const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const laplace = (noiseMultiplier: number): DpEvent => ({ type: "laplace", noiseMultiplier });
const sampled = (probability: number, event: DpEvent): DpEvent => ({ type: "poisson-sampled", probability, event });
const repeated = (count: number, event: DpEvent): DpEvent => ({ type: "repeated", count, event });
const dpSgd = (rate: number, noise: number, steps: number) => [repeated(steps, sampled(rate, gaussian(noise)))];
const directionOf = ({ params }: Vector) => (params.adjacency === "ADD" ? addition : removal);
/** replacing is neither: pld-mechanisms.test.ts */
const isOneWay = ([, { params }]: [string, Vector]) => params.adjacency !== "REPLACE";
const epsilon = (events: readonly DpEvent[], delta: number) => pld.epsilon(events, delta, "add-or-remove-one");

test.each(vectorsOf("eps_sgm_pld"))("%s", (_, vector) => {
  const { q, sigma, effective_sigma, steps, delta } = numbers(vector);
  expectWithin(epsilon(dpSgd(q, sigma ?? effective_sigma, steps), delta), vector);
});

// theirs add an error of 0.01 to epsilon, and a thousandth of delta
test.each(vectorsOf("eps_sgm_prv_upper").filter(([, vector]) => numbers(vector).steps <= 2249))(
  "is below %s, by the error it allows itself",
  (_, vector) => {
    const { q, sigma, steps, delta } = numbers(vector);
    const found = epsilon(dpSgd(q, sigma, steps), delta);
    expect(found).toBeLessThanOrEqual(vector.expected);
    expect(found).toBeGreaterThanOrEqual(vector.expected - 0.015);
  },
);

test.each(vectorsOf("eps_laplace_pld"))("%s", (_, vector) => {
  const { scales, scale, steps, delta } = vector.params as Record<string, number> & { scales?: number[] };
  const events = scales === undefined ? [repeated(steps, laplace(scale))] : scales.map(laplace);
  expectWithin(epsilon(events, delta), vector);
  const { lower } = pldBounds(events, delta, "add-or-remove-one");
  expect(lower).toBeLessThanOrEqual(vector.expected * (1 + 1e-9));
  expect(lower).toBeGreaterThan(0.98 * vector.expected);
});

test.each(vectorsOf("eps_laplace_subsampled_pld"))("%s", (_, vector) => {
  const { q, noise_multiplier, steps, delta } = numbers(vector);
  expectWithin(epsilon([repeated(steps, sampled(q, laplace(noise_multiplier)))], delta), vector);
});

describe("delta at epsilon", () => {
  test.each(vectorsOf("delta_sgm_pld"))("%s", (_, vector) => {
    const { q, sigma, steps, eps } = numbers(vector);
    const delta = [removal, addition].map(
      (direction) =>
        deltaBounds([{ part: lossOf(direction(gaussianNoise(sigma), q)), count: steps }], eps, "upper").upper,
    );
    expectWithin(Math.max(...delta), vector);
  });

  test.each(vectorsOf("delta_sgm_one_step", "delta_laplace_one_step").filter(isOneWay))("%s", (_, vector) => {
    const { q, sigma, scale, sensitivity, eps } = numbers(vector);
    const noise = scale === undefined ? gaussianNoise(sigma / sensitivity) : laplaceNoise(scale / sensitivity);
    expectWithin(deltaBounds([{ part: lossOf(directionOf(vector)(noise, q)), count: 1 }], eps).upper, vector);
  });
});

// theirs makes epsilon pure, whatever delta and the direction
test.each(vectorsOf("scale_laplace_subsampled"))("%s", (_, vector) => {
  const { q, sensitivity, eps } = numbers(vector);
  const excess = (scale: number) => epsilon([sampled(q, laplace(scale / sensitivity))], 0) - eps;
  expectWithin(findRoot(excess, 0.1, 10), vector);
});

describe("one Gaussian", () => {
  // Balle and Wang 2018, theorem 8, in log space
  const logDelta = (noiseMultiplier: number, eps: number) => {
    const [half, mean] = [1 / (2 * noiseMultiplier), eps * noiseMultiplier];
    const [a, b] = [normalLogCdf(half - mean), eps + normalLogCdf(-half - mean)];
    return a + Math.log(-Math.expm1(b - a));
  };

  test.each([1e-1, 1e-5, 1e-50, 1e-200])("agrees with the closed form to 1e-6 at delta %s", (delta) => {
    for (const noiseMultiplier of [0.3, 1, 20]) {
      const most = 30 / noiseMultiplier ** 2 + 40 / noiseMultiplier;
      const excess = (eps: number) => logDelta(noiseMultiplier, eps) - Math.log(delta);
      const exact = excess(0) <= 0 ? 0 : findRoot(excess, 0, most);
      if (exact === 0) {
        expect(pldBounds([gaussian(noiseMultiplier)], delta, "add-or-remove-one").upper).toBe(0);
        continue;
      }
      const { lower, estimate, upper } = pldBounds([gaussian(noiseMultiplier)], delta, "add-or-remove-one");
      expect(Math.abs(upper / exact - 1)).toBeLessThan(1e-6);
      expect(upper).toBeGreaterThanOrEqual(exact * (1 - 1e-12));
      expect(lower).toBeLessThanOrEqual(exact);
      expect(lower).toBeGreaterThan(0.99 * exact);
      expect(estimate).toBeLessThanOrEqual(upper);
    }
  });

  test("of sixteen, four times the noise is one", () => {
    expect(epsilon([repeated(16, gaussian(4))], 1e-5) / epsilon([gaussian(1)], 1e-5)).toBeCloseTo(1, 6);
  });
});

test("falls with noise, delta and fewer steps", () => {
  for (const [rate, noise, steps, delta] of [
    [0.2, 4, 1000, 1e-8],
    [0.05, 0.8, 50, 1e-5],
  ]) {
    const found = epsilon(dpSgd(rate, noise, steps), delta);
    expect(epsilon(dpSgd(rate, 1.1 * noise, steps), delta)).toBeLessThan(found);
    expect(epsilon(dpSgd(rate, noise, steps), 2 * delta)).toBeLessThan(found);
    expect(epsilon(dpSgd(rate, noise, steps - 1), delta)).toBeLessThan(found);
  }
});

test("unlike mechanisms compose in any order, and in parts", () => {
  const [a, b] = [sampled(0.1, gaussian(1)), sampled(0.3, laplace(2))];
  const mixed = epsilon([a, b, b, a, gaussian(5)], 1e-6);
  expect(epsilon([repeated(2, b), gaussian(5), repeated(2, a)], 1e-6)).toBeCloseTo(mixed, 12);
});

describe("at the edges", () => {
  test("no noise, no sampling, no delta, no steps", () => {
    expect(epsilon([gaussian(0)], 1e-5)).toBe(Infinity);
    expect(epsilon([sampled(0, gaussian(0))], 1e-5)).toBe(0);
    expect(epsilon([gaussian(1)], 0)).toBe(Infinity);
    expect(epsilon([repeated(3, laplace(2))], 0)).toBeCloseTo(1.5, 12);
    expect(epsilon([repeated(0, gaussian(1))], 1e-5)).toBe(0);
    expect(epsilon([gaussian(1)], 1)).toBe(0);
    expect(epsilon([{ type: "non-private", why: "test" }], 1e-5)).toBe(Infinity);
  });

  test("a delta above the total variation costs nothing", () => {
    expect(epsilon([sampled(1e-4, gaussian(1))], 1e-2)).toBe(0);
  });

  test("what has no known amplification is refused, naming the event", () => {
    const event = sampled(0.1, laplace(1));
    expect(() => pld.epsilon([event], 1e-5, "replace-one")).toThrow(/poisson-sampled.*replace-one/);
  });
});
