/** Published and computed parameters that meet a target by privacy loss distributions. @module */
import { expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { calibrate, noiseMultiplier, steps } from "../calibrate.js";
import type { DpEvent } from "../events.js";
import { pld } from "./pld.js";

const neighbours = "add-or-remove-one";
const sampled = (type: "gaussian" | "laplace", count: number, probability: number, noise: number): DpEvent[] => [
  { type: "repeated", count, event: { type: "poisson-sampled", probability, event: { type, noiseMultiplier: noise } } },
];
/** What the vectors' tolerances need; each epsilon takes a good part of a second. */
const PRECISION = 1e-5;

/** The least noise, and that it met the target when it was last tried. */
function leastNoise(
  epsilon: number,
  delta: number,
  events: (noise: number) => DpEvent[],
  precision = PRECISION,
): number {
  const found = calibrate(pld, { epsilon, delta, neighbours }, events, noiseMultiplier, precision);
  expect(pld.epsilon(events(found), delta, neighbours)).toBeLessThanOrEqual(epsilon);
  return found;
}

test.each(vectorsOf("noise_multiplier_pld"))("%s", (_, vector) => {
  const { target_eps, delta, q, steps: count } = vector.params as Record<string, number>;
  expectWithin(
    leastNoise(target_eps, delta, (noise) => sampled("gaussian", count, q, noise)),
    vector,
  );
});

test.each(vectorsOf("max_steps_pld"))("%s", (_, vector) => {
  const { target_eps, delta, q, sigma } = vector.params as Record<string, number>;
  const target = { epsilon: target_eps, delta, neighbours } as const;
  expectWithin(
    calibrate(pld, target, (count) => sampled("gaussian", count, q, sigma), steps),
    vector,
  );
});

test.each(vectorsOf("sigma_sgm_pld"))("%s", (_, vector) => {
  const { eps, delta, queries, sensitivity, q } = vector.params as Record<string, number>;
  const found = leastNoise(eps, delta, (noise) => sampled("gaussian", queries, q, noise), 1e-7);
  expectWithin(found * sensitivity, vector);
});

test.each(vectorsOf("scale_laplace_composed_pld"))("%s", (_, vector) => {
  const { sensitivity, eps, delta, queries } = vector.params as Record<string, number>;
  expectWithin(leastNoise(eps, delta, (noise) => sampled("laplace", queries, 1, noise)) * sensitivity, vector);
});

test.each(vectorsOf("scale_laplace_subsampled"))("%s: pure, whatever the delta", (_, vector) => {
  const { sensitivity, q, eps, delta } = vector.params as Record<string, number>;
  const events = (noise: number): DpEvent[] => sampled("laplace", 1, q, noise);
  expectWithin(leastNoise(eps, 0, events, 1e-9) * sensitivity, vector);
  // and a delta allows a little less
  const least = leastNoise(eps, delta, events) * sensitivity;
  if (delta > 0) expect(least).toBeLessThan(vector.expected * (1 - 1e-3));
});
