import fc from "fast-check";
import { expect, test } from "vitest";
import { ImpossibleCombination } from "../plugins/plugin.js";
import type { Accountant } from "../plugins/accountant.js";
import { accountants, accountantNamed } from "./accountants/index.js";
import { calibrateNoiseMultiplier } from "./calibrate.js";
import type { DpEvent } from "./events.js";

const neighbours = "add-or-remove-one";
const steps =
  (count: number, probability: number) =>
  (noiseMultiplier: number): DpEvent[] => [
    {
      type: "repeated",
      count,
      event: { type: "poisson-sampled", probability, event: { type: "gaussian", noiseMultiplier } },
    },
  ];

test.each(accountants)("$name: meets the target, and a millionth less noise does not", (accountant) => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 50, noNaN: true }),
      fc.double({ min: 1e-4, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 10_000 }),
      (epsilon, q, count) => {
        const delta = 1e-5;
        const events = steps(count, q);
        const noise = calibrateNoiseMultiplier(accountant, { epsilon, delta, neighbours }, events);
        expect(accountant.epsilon(events(noise), delta, neighbours)).toBeLessThanOrEqual(epsilon);
        expect(accountant.epsilon(events(noise * (1 - 1e-6)), delta, neighbours)).toBeGreaterThan(epsilon);
      },
    ),
    { numRuns: 15, seed: 1 },
  );
});

test.each(accountants)("$name: Laplace noise meets the target, and pure composition bounds it", (accountant) => {
  for (const [epsilon, count] of [
    [0.3, 1],
    [2, 40],
    [8, 1000],
  ]) {
    const events = (noiseMultiplier: number): DpEvent[] => [
      { type: "repeated", count, event: { type: "laplace", noiseMultiplier } },
    ];
    const noise = calibrateNoiseMultiplier(accountant, { epsilon, delta: 1e-5, neighbours }, events);
    expect(accountant.epsilon(events(noise), 1e-5, neighbours)).toBeLessThanOrEqual(epsilon);
    expect(accountant.epsilon(events(noise * (1 - 1e-6)), 1e-5, neighbours)).toBeGreaterThan(epsilon);
    // pure composition alone needs noise of count / epsilon
    expect(noise).toBeLessThanOrEqual((count / epsilon) * (1 + 1e-9));
  }
});

test("inverts the closed form of one Gaussian under rdp-classic", () => {
  // min over α of α / 2σ² + L / (α - 1) is 1 / 2σ² + sqrt(2 L) / σ, at α = 1 + σ sqrt(2 L); with σ chosen so that α = 20
  const [delta, alpha] = [1e-5, 20];
  const root = Math.sqrt(-2 * Math.log(delta));
  const sigma = (alpha - 1) / root;
  const epsilon = 1 / (2 * sigma * sigma) + root / sigma;
  const found = calibrateNoiseMultiplier(
    accountantNamed("rdp-classic"),
    { epsilon, delta, neighbours },
    (noiseMultiplier) => [{ type: "gaussian", noiseMultiplier }],
  );
  expect(Math.abs(found / sigma - 1)).toBeLessThan(1e-8);
});

test("needs no noise where nothing is released", () => {
  const target = { epsilon: 1, delta: 1e-5, neighbours } as const;
  expect(calibrateNoiseMultiplier(accountants[0], target, () => [{ type: "no-op" }])).toBe(0);
});

test("says when no noise is enough, and refuses targets out of range", () => {
  const target = { epsilon: 1, delta: 1e-5, neighbours } as const;
  const never: Accountant = { ...accountants[0], epsilon: () => 2 };
  expect(() => calibrateNoiseMultiplier(never, target, steps(1, 1))).toThrow(ImpossibleCombination);
  expect(() => calibrateNoiseMultiplier(never, target, steps(1, 1))).toThrow(/no amount of noise gives epsilon 1/);
  expect(() => calibrateNoiseMultiplier(never, { ...target, epsilon: 0 }, steps(1, 1))).toThrow(/target epsilon is 0/);
  expect(() => calibrateNoiseMultiplier(never, { ...target, delta: 1 }, steps(1, 1))).toThrow(/delta is 1/);
});
