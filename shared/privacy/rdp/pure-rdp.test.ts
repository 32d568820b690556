import { expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { gdpTruePositiveRate } from "../analytic-gaussian.js";
import { pureGdp, pureRdp, pureZcdp } from "./pure-rdp.js";
import { sampledLaplaceRdp } from "./sampled-laplace-rdp.js";

// log(p^α q^(1-α) + q^α p^(1-α)) / (α-1) with p / q = e^ε, with 700 digits (mpmath)
test.each([
  [1e-9, 1.1, 5.5000000000000011e-19],
  [0.001, 1.0001, 5.0004995832083585e-7],
  [1, 1.5, 0.62733264704949932],
  [5, 2.5, 4.995523102381357],
  [0.1, 1024, 0.099370091241374814],
  [50, 1.1, 50],
  [800, 3, 800],
])("ε %d, order %d keeps 13 digits", (epsilon, order, expected) => {
  expect(Math.abs(pureRdp(epsilon, order) / expected - 1)).toBeLessThan(1e-13);
});

test("is the worst of all mechanisms of that epsilon: Laplace noise has less", () => {
  for (const b of [0.1, 1, 30]) {
    for (const order of [1.1, 2, 50]) expect(pureRdp(1 / b, order)).toBeGreaterThan(sampledLaplaceRdp(1, b, order));
  }
});

test("ρ bounds the divergence of every order, and that of order 1 meets it; it is below ε² / 2 and below ε", () => {
  for (let log = -4; log < 3; log += 0.25) {
    const epsilon = 10 ** log;
    const rho = pureZcdp(epsilon);
    for (const order of [1.0001, 1.1, 2, 10, 1e4]) {
      expect(pureRdp(epsilon, order)).toBeLessThanOrEqual(rho * order * (1 + 1e-12));
    }
    expect(rho).toBeGreaterThan(pureRdp(epsilon, 1 + 1e-6) * (1 - 1e-3));
    expect(rho).toBeLessThanOrEqual(Math.min(epsilon, epsilon ** 2 / 2));
  }
});

test("μ: no test between neighbours is better than one between Gaussians, and at the corner none is worse", () => {
  for (const epsilon of [1e-3, 0.5, 2, 20]) {
    const mu = pureGdp(epsilon);
    const corner = 1 / (1 + Math.exp(epsilon));
    expect(gdpTruePositiveRate(mu, corner)).toBeCloseTo(1 - corner, 12);
    for (const share of [0.01, 0.3, 0.9]) {
      // randomised response: e^ε the false positive rate, up to the corner
      expect(gdpTruePositiveRate(mu, share * corner)).toBeGreaterThanOrEqual(Math.exp(epsilon) * share * corner);
    }
  }
});

test.each(vectorsOf("gdp_mu_randomized_response"))("%s", (_, vector) => {
  const { noise_parameter } = vector.params as Record<string, number>;
  expectWithin(pureGdp(Math.log((2 - noise_parameter) / noise_parameter)), vector);
});

test("the ends", () => {
  expect([pureRdp(0, 2), pureZcdp(0), pureGdp(0)]).toEqual([0, 0, 0]);
  expect([pureRdp(Infinity, 2), pureZcdp(Infinity), pureGdp(Infinity)]).toEqual([Infinity, Infinity, Infinity]);
});
