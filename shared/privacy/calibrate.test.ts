import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ImpossibleCombination } from "../plugins/plugin.js";
import type { Accountant } from "../plugins/accountant.js";
import { accountants, accountantNamed } from "./accountants/index.js";
import { calibrate, calibrateNoiseMultiplier, noiseMultiplier, samplingRate, steps } from "./calibrate.js";
import type { DpEvent } from "./events.js";

const neighbours = "add-or-remove-one";
const sgd = (count: number, probability: number, noise: number): DpEvent[] => [
  {
    type: "repeated",
    count,
    event: { type: "poisson-sampled", probability, event: { type: "gaussian", noiseMultiplier: noise } },
  },
];
const plain = (type: "gaussian" | "laplace", count: number, noise: number): DpEvent[] => [
  { type: "repeated", count, event: { type, noiseMultiplier: noise } },
];
const accounting = (events: DpEvent[]): Accountant[] =>
  // pld has tests of its own: a second an epsilon is too much for all of these
  accountants.filter(({ name, supports }) => name !== "pld" && supports(events[0], neighbours) === true);

/** `accountant`, with a list of what it was asked. */
function counted(accountant: Accountant): { accountant: Accountant; epsilons: number[] } {
  const epsilons: number[] = [];
  const epsilon: Accountant["epsilon"] = (...asked) => {
    const answer = accountant.epsilon(...asked);
    epsilons.push(answer);
    return answer;
  };
  return { accountant: { ...accountant, epsilon }, epsilons };
}

const targets = fc.record({
  // moments and orders that end leave a smallest epsilon, 0.36 for the 32 moments
  epsilon: fc.double({ min: 0.4, max: 50, noNaN: true }),
  q: fc.double({ min: 1e-4, max: 1, noNaN: true }),
  count: fc.integer({ min: 1, max: 10_000 }),
  noise: fc.double({ min: 0.5, max: 20, noNaN: true }),
});
const options = { numRuns: 15, seed: 1 };
const delta = 1e-5;

describe.each(accounting(sgd(1, 0.1, 1)))("$name, sampled Gaussian noise", (account) => {
  const spent = (events: DpEvent[]): number => account.epsilon(events, delta, neighbours);

  test("noise meets the target, and a millionth less does not", () => {
    fc.assert(
      fc.property(targets, ({ epsilon, q, count }) => {
        const { accountant, epsilons } = counted(account);
        const events = (noise: number): DpEvent[] => sgd(count, q, noise);
        const noise = calibrate(accountant, { epsilon, delta, neighbours }, events, noiseMultiplier);
        // the value was tried, not only computed
        expect(epsilons).toContain(spent(events(noise)));
        expect(spent(events(noise))).toBeLessThanOrEqual(epsilon);
        expect(spent(events(noise * (1 - 1e-6)))).toBeGreaterThan(epsilon);
        expect(epsilons.length).toBeLessThanOrEqual(20);
      }),
      options,
    );
  });

  test("steps meet the target, and one more does not", () => {
    fc.assert(
      fc.property(targets, ({ epsilon, q, noise }) => {
        const { accountant, epsilons } = counted(account);
        const events = (count: number): DpEvent[] => sgd(count, q, noise);
        const count = calibrate(accountant, { epsilon, delta, neighbours }, events, steps);
        expect(spent(events(count))).toBeLessThanOrEqual(epsilon);
        expect(spent(events(count + 1))).toBeGreaterThan(epsilon);
        expect(epsilons.length).toBeLessThanOrEqual(30);
      }),
      options,
    );
  });

  test("a sampling rate meets the target, and a millionth more does not", () => {
    fc.assert(
      fc.property(targets, ({ epsilon, noise, count }) => {
        const events = (q: number): DpEvent[] => sgd(count, q, noise);
        const q = calibrate(account, { epsilon, delta, neighbours }, events, samplingRate);
        expect(spent(events(q))).toBeLessThanOrEqual(epsilon);
        if (q < 1) expect(spent(events(Math.min(1, q * (1 + 1e-6))))).toBeGreaterThan(epsilon);
      }),
      options,
    );
  });
});

test.each(accounting(plain("gaussian", 1, 1)))(
  "$name: Gaussian noise meets the target, hardly more does",
  (account) => {
    for (const [epsilon, count] of [
      [0.5, 1],
      [2, 40],
      [300, 1000],
    ]) {
      const events = (noise: number): DpEvent[] => plain("gaussian", count, noise);
      const noise = calibrateNoiseMultiplier(account, { epsilon, delta, neighbours }, events);
      expect(account.epsilon(events(noise), delta, neighbours)).toBeLessThanOrEqual(epsilon);
      expect(account.epsilon(events(noise * (1 - 1e-6)), delta, neighbours)).toBeGreaterThan(epsilon);
    }
  },
);

test.each(accounting(plain("laplace", 1, 1)))(
  "$name: Laplace noise meets the target, and pure composition bounds it",
  (account) => {
    for (const [epsilon, count] of [
      [0.3, 1],
      [2, 40],
      [8, 1000],
    ]) {
      const events = (noise: number): DpEvent[] => plain("laplace", count, noise);
      const noise = calibrateNoiseMultiplier(account, { epsilon, delta, neighbours }, events);
      expect(account.epsilon(events(noise), delta, neighbours)).toBeLessThanOrEqual(epsilon);
      expect(account.epsilon(events(noise * (1 - 1e-6)), delta, neighbours)).toBeGreaterThan(epsilon);
      // pure composition alone needs noise of count / epsilon
      expect(noise).toBeLessThanOrEqual((count / epsilon) * (1 + 1e-9));
      const pure = calibrateNoiseMultiplier(account, { epsilon, delta: 0, neighbours }, events);
      expect(Math.abs((pure * epsilon) / count - 1)).toBeLessThan(1e-8);
    }
  },
);

test("inverts the closed form of one Gaussian under rdp-classic", () => {
  // min over α of α / 2σ² + L / (α - 1) is 1 / 2σ² + sqrt(2 L) / σ, at α = 1 + σ sqrt(2 L); with σ chosen so that α = 20
  const root = Math.sqrt(-2 * Math.log(delta));
  const sigma = 19 / root;
  const epsilon = 1 / (2 * sigma * sigma) + root / sigma;
  const events = (noise: number): DpEvent[] => plain("gaussian", 1, noise);
  const found = calibrateNoiseMultiplier(accountantNamed("rdp-classic"), { epsilon, delta, neighbours }, events);
  expect(Math.abs(found / sigma - 1)).toBeLessThan(1e-8);
});

test("any parameter: how many answers the sparse vector technique may give", () => {
  const events = (answers: number): DpEvent[] => [
    { type: "sparse-vector", answers, thresholdNoise: 40, comparisonNoise: 80 },
  ];
  const answers = { name: "number of answers", lowest: 1, highest: 1e6, epsilon: "rises", isInteger: true } as const;
  // 1/40 + 2/80 an answer
  const target = { epsilon: 2.02, delta: 0, neighbours } as const;
  expect(calibrate(accountantNamed("basic-composition"), target, events, answers)).toBe(40);
  expect(calibrate(accountantNamed("rdp"), { ...target, delta: 1e-5 }, events, answers)).toBeGreaterThan(60);
  expect(calibrate(accountantNamed("rdp"), { ...target, epsilon: 1e9 }, events, answers)).toBe(1e6);
});

test("the ends: no noise where nothing is released, everybody where that is affordable, no steps where none is", () => {
  const target = { epsilon: 1, delta: 1e-5, neighbours } as const;
  const rdp = accountantNamed("rdp");
  expect(calibrateNoiseMultiplier(rdp, target, () => [{ type: "no-op" }])).toBe(0);
  expect(calibrate(rdp, target, (q) => sgd(10, q, 100), samplingRate)).toBe(1);
  expect(calibrate(rdp, target, (count) => sgd(count, 0.5, 0.1), steps)).toBe(0);
});

test("says when nothing is enough, and refuses targets out of range", () => {
  const target = { epsilon: 1, delta: 1e-5, neighbours } as const;
  const never: Accountant = { ...accountants[0], epsilon: () => 2 };
  const events = (noise: number): DpEvent[] => sgd(1, 1, noise);
  expect(() => calibrateNoiseMultiplier(never, target, events)).toThrow(ImpossibleCombination);
  expect(() => calibrateNoiseMultiplier(never, target, events)).toThrow(
    /no noise multiplier from 0 to .* gives epsilon 1/,
  );
  expect(() => calibrate(never, target, (count) => sgd(count, 1, 1), steps)).toThrow(/no number of steps from 0 to/);
  expect(() => calibrateNoiseMultiplier(never, { ...target, epsilon: 0 }, events)).toThrow(/target epsilon is 0/);
  expect(() => calibrateNoiseMultiplier(never, { ...target, delta: 1 }, events)).toThrow(/delta is 1/);
});
