import { expect, test } from "vitest";
import { epsilonOfGdp } from "./analytic-gaussian.js";
import { classicZcdp, optimalZcdp } from "./zcdp-conversion.js";

// the least over all orders, by golden sections with 40 digits (mpmath)
test.each([
  [0.01, 1e-5, 0.5457255482740024],
  [0.5, 1e-5, 4.7283869849433139],
  [1, 1e-6, 7.7662166253117207],
  [0.81, 1e-10, 8.9222072833578163],
  [1e-6, 1e-5, 0.0034566670612756598],
  [100, 1e-30, 264.70647092576057],
  [1000, 0.5, 1047.9959394892351],
])("ρ %d at δ %d", (rho, delta, expected) => {
  expect(Math.abs(optimalZcdp.epsilon(rho, delta) / expected - 1)).toBeLessThan(1e-13);
});

test.each([
  ["optimal", optimalZcdp],
  ["classic", classicZcdp],
] as const)(
  "%s: delta is the inverse of epsilon, and neither is below those of a Gaussian of that ρ",
  (_, conversion) => {
    for (const rho of [1e-9, 1e-3, 0.1, 1, 30, 1e4]) {
      for (const delta of [1e-300, 1e-12, 1e-5, 0.01, 0.4]) {
        const epsilon = conversion.epsilon(rho, delta);
        expect(epsilon).toBeGreaterThanOrEqual(epsilonOfGdp(Math.sqrt(2 * rho), delta));
        if (epsilon === 0) expect(conversion.delta(rho, 0)).toBeLessThanOrEqual(delta);
        else expect(Math.abs(Math.log(conversion.delta(rho, epsilon)) / Math.log(delta) - 1)).toBeLessThan(1e-9);
      }
    }
  },
);

test("the optimal one is the lesser", () => {
  for (const rho of [1e-6, 0.1, 10]) {
    for (const delta of [1e-9, 0.1]) {
      expect(optimalZcdp.epsilon(rho, delta)).toBeLessThan(classicZcdp.epsilon(rho, delta));
    }
  }
});
