/** Published and computed values of Laplace noise. @module */
import { expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import type { DpEvent } from "../events.js";
import { sampledLaplaceRdp } from "../rdp/sampled-laplace-rdp.js";
import { rdpClassic } from "./rdp-classic.js";
import { rdp } from "./rdp.js";

const neighbours = "add-or-remove-one";

test("every family has vectors", () => {
  const laplace = ["rdp_laplace", "eps_laplace_pld", "eps_laplace_subsampled_pld", "scale_laplace_composed_pld"];
  expect(laplace.map((what) => vectorsOf(what).length)).toEqual([3, 2, 1, 2]);
});

const laplace = (noiseMultiplier: number, count = 1): DpEvent => ({
  type: "repeated",
  count,
  event: { type: "laplace", noiseMultiplier },
});

test.each(vectorsOf("rdp_laplace"))("%s", (_, vector) => {
  const { eps, alpha } = vector.params as Record<string, number>;
  // Order 1 is a limit: extrapolated.
  if (alpha > 1) expectWithin(sampledLaplaceRdp(1, 1 / eps, alpha), vector);
  else {
    const [near, far] = [1.0001, 1.0002].map((order) => sampledLaplaceRdp(1, 1 / eps, order));
    expectWithin(2 * near - far, { ...vector, rel_tol: 1e-7 });
  }
});

test.each(vectorsOf("eps_laplace_pld").filter(([, { params }]) => "scales" in params))("%s", (_, vector) => {
  const { scales, sensitivity, delta } = vector.params as {
    scales: number[];
    sensitivity: number;
    delta: number;
  };
  const events = scales.map((scale) => laplace(scale / sensitivity));
  for (const accountant of [rdp, rdpClassic]) expectWithin(accountant.epsilon(events, delta, neighbours), vector);
});

test.each(vectorsOf("eps_laplace_pld").filter(([, { params }]) => "scale" in params))(
  "is above the tight %s",
  (_, vector) => {
    const { scale, steps, delta } = vector.params as Record<string, number>;
    const found = rdp.epsilon([laplace(scale, steps)], delta, neighbours);
    // what dp_accounting's RDP gives, by the vector's note
    expect(found).toBeCloseTo(4.98417397, 8);
    expect(found).toBeGreaterThan(vector.expected);
  },
);

test.each(vectorsOf("eps_laplace_subsampled_pld"))("%s", (_, vector) => {
  const { q, noise_multiplier, steps, delta } = vector.params as Record<string, number>;
  const event: DpEvent = {
    type: "repeated",
    count: steps,
    event: {
      type: "poisson-sampled",
      probability: q,
      event: { type: "laplace", noiseMultiplier: noise_multiplier },
    },
  };
  for (const accountant of [rdp, rdpClassic]) expectWithin(accountant.epsilon([event], delta, neighbours), vector);
});

test.each(vectorsOf("scale_laplace_composed_pld"))("meets or is above %s", (_, vector) => {
  const { sensitivity, eps, delta, queries } = vector.params as Record<string, number>;
  const found = rdp.epsilon([laplace(vector.expected / sensitivity, queries)], delta, neighbours);
  if (delta === 0) expect(found).toBeCloseTo(eps, 12);
  else expect(found).toBeGreaterThan(eps);
});
