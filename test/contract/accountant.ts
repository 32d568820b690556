/** What every accountant must do, whatever its method. @module */
import { describe, expect, test } from "vitest";
import type { Accountant } from "../../shared/plugins/accountant.js";
import type { DpEvent } from "../../shared/privacy/events.js";

const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const laplace = (noiseMultiplier: number): DpEvent => ({ type: "laplace", noiseMultiplier });
const sampled = (probability: number, event: DpEvent): DpEvent => ({ type: "poisson-sampled", probability, event });
const repeated = (count: number, event: DpEvent): DpEvent => ({ type: "repeated", count, event });
const nonPrivate: DpEvent = { type: "non-private", why: "contract test" };
const unknown = { type: "from-the-future", strength: 3 } as unknown as DpEvent;

/** Registers the contract tests of an accountant of Gaussian and Laplace noise with and without Poisson sampling. */
export function accountantContract(accountant: Accountant): void {
  const epsilon = (event: DpEvent, delta = 1e-5): number => accountant.epsilon([event], delta, "add-or-remove-one");

  describe(`${accountant.name}: contract`, () => {
    test.each([
      ["no events at all", { type: "composed", events: [] }],
      ["a no-op", { type: "no-op" }],
      ["a sample of nobody", sampled(0, gaussian(1))],
      ["a sample of nobody, without noise", sampled(0, laplace(0))],
      ["no repetitions, even of a non-private event", repeated(0, nonPrivate)],
    ] satisfies [string, DpEvent][])("%s costs nothing, at any delta", (_, event) => {
      for (const delta of [0, 1e-5, 1]) expect(epsilon(event, delta)).toBe(0);
    });

    test.each([
      ["a non-private event", nonPrivate],
      ["a non-private event among others", { type: "composed", events: [gaussian(5), nonPrivate] }],
      ["no noise", gaussian(0)],
      ["no noise on a sample", sampled(0.1, gaussian(0))],
      ["Laplace noise of scale 0", laplace(0)],
      ["Laplace noise of scale 0 on a sample", sampled(0.1, laplace(0))],
      ["a non-private event among Laplace noise", { type: "composed", events: [laplace(5), nonPrivate] }],
    ] satisfies [string, DpEvent][])("%s costs Infinity", (_, event) => {
      expect(epsilon(event)).toBe(Infinity);
    });

    test("delta 0 leaves no finite epsilon to a Gaussian, delta 1 makes everything free", () => {
      expect(epsilon(gaussian(10), 0)).toBe(Infinity);
      expect(epsilon(sampled(0.1, gaussian(10)), 0)).toBe(Infinity);
      expect(epsilon({ type: "composed", events: [laplace(10), gaussian(10)] }, 0)).toBe(Infinity);
      expect(epsilon(gaussian(0.1), 1)).toBe(0);
      expect(epsilon(laplace(0.1), 1)).toBe(0);
    });

    test("delta 0 leaves Laplace noise its pure epsilon, which no delta exceeds", () => {
      // the greatest privacy loss: count / b, and on a sample count · log(1 - q + q exp(1 / b))
      for (const [count, b, q] of [
        [1, 2, 1],
        [3, 0.5, 1],
        [3, 0.5, 0.2],
        [1000, 30, 0.01],
        [7, 0.01, 1],
      ]) {
        const pure = q === 1 ? count / b : count * Math.log(1 - q + q * Math.exp(1 / b));
        const event = repeated(count, q === 1 ? laplace(b) : sampled(q, laplace(b)));
        expect(Math.abs(epsilon(event, 0) / pure - 1)).toBeLessThan(1e-12);
        for (const delta of [1e-300, 1e-14, 1e-5, 0.1]) {
          expect(epsilon(event, delta)).toBeLessThanOrEqual(epsilon(event, 0));
        }
      }
    });

    test.each([gaussian(0.8), laplace(0.8)])("composing $type noise is the same however it is written", (noise) => {
      const event = sampled(0.02, noise);
      const once = accountant.epsilon([repeated(6, event)], 1e-5, "add-or-remove-one");
      const ways: DpEvent[][] = [
        Array<DpEvent>(6).fill(event),
        [repeated(2, repeated(3, event))],
        [{ type: "composed", events: [repeated(2, event), { type: "no-op" }, repeated(4, event)] }],
        [repeated(2, { type: "composed", events: [event, event, event] })],
      ];
      for (const events of ways) expect(accountant.epsilon(events, 1e-5, "add-or-remove-one")).toBeCloseTo(once, 12);
    });

    test.each([
      ["an event of an unknown type", unknown, unknown],
      ["a sample of it", sampled(0.1, unknown), sampled(0.1, unknown)],
      ["NaN as noise", gaussian(NaN), gaussian(NaN)],
      ["negative noise", repeated(2, gaussian(-1)), gaussian(-1)],
      ["a probability above 1", sampled(1.5, gaussian(1)), sampled(1.5, gaussian(1))],
      ["negative Laplace noise", laplace(-1), laplace(-1)],
      ["infinite Laplace noise on a sample", sampled(0.1, laplace(Infinity)), laplace(Infinity)],
      ["a sample of a sample", sampled(0.1, sampled(0.1, laplace(1))), sampled(0.1, sampled(0.1, laplace(1)))],
      ["half a repetition", repeated(0.5, gaussian(1)), repeated(0.5, gaussian(1))],
    ])("refuses %s by name", (_, event, offender) => {
      const whole: DpEvent = { type: "composed", events: [gaussian(1), event] };
      expect(accountant.supports(whole, "add-or-remove-one")).toMatchObject({ event: offender });
      expect(() => epsilon(whole)).toThrow(JSON.stringify(offender));
    });

    test.each([gaussian(1), laplace(1)])(
      "accounts plain $type noise under either relation, Poisson sampling only under add-or-remove-one",
      (noise) => {
        expect(accountant.supports(noise, "replace-one")).toBe(true);
        expect(accountant.epsilon([noise], 1e-5, "replace-one")).toBe(epsilon(noise));
        const event = sampled(0.1, noise);
        expect(accountant.supports(event, "add-or-remove-one")).toBe(true);
        expect(accountant.supports({ type: "composed", events: [event] }, "replace-one")).toMatchObject({ event });
        expect(() => accountant.epsilon([event], 1e-5, "replace-one")).toThrow(
          /add-or-remove-one, not under replace-one/,
        );
      },
    );

    test.each([-1e-9, 1.1, NaN])("refuses delta %d", (delta) => {
      expect(() => epsilon(gaussian(1), delta)).toThrow(/delta is .*, must be in \[0, 1\]/);
    });

    test.each([
      ["Gaussian", gaussian],
      ["Laplace", laplace],
    ] as const)("%s: never grows with delta or noise, never shrinks with sampling rate or steps", (_, noise) => {
      const value = (q: number, sigma: number, steps: number, delta: number): number =>
        epsilon(repeated(steps, sampled(q, noise(sigma))), delta);
      const grows = (values: number[]): void =>
        values.forEach((v, i) => expect(v).toBeGreaterThanOrEqual(i === 0 ? 0 : values[i - 1] * (1 - 1e-12)));
      for (const sigma of [0.3, 0.389, 0.7, 1.5, 20]) {
        grows([0, 1e-6, 1e-3, 0.01, 0.1, 0.5, 0.99, 0.9999999, 1].map((q) => value(q, sigma, 150, 1e-5)));
        grows([1, 2, 10, 150, 1e4, 1e7].map((steps) => value(8 / 6000, sigma, steps, 1e-5)));
        grows([1, 0.1, 1e-3, 1e-5, 1e-9, 1e-15, 1e-300].map((delta) => value(8 / 6000, sigma, 150, delta)));
      }
      for (const q of [1e-6, 8 / 6000, 0.3, 1]) {
        grows(
          [1e6, 50, 5, 2, 1, 0.7, 0.5, 0.39, 0.3, 0.1, 0.051, 0.049, 0.01, 1e-9].map((sigma) =>
            value(q, sigma, 150, 1e-5),
          ),
        );
      }
    });

    test("is never below the exact epsilon of one Gaussian (Balle and Wang 2018)", () => {
      // sigma, delta, exact epsilon: theorem 8 solved with mpmath
      for (const [sigma, delta, exact] of exactGaussian)
        expect(epsilon(gaussian(sigma), delta)).toBeGreaterThanOrEqual(exact);
    });

    test("is never below the exact epsilon of Laplace noise, once (closed form) and composed (privacy losses convolved)", () => {
      // delta(e) of one release is 1 - exp((e - 1 / b) / 2), for e in [0, 1 / b]
      for (const [b, delta] of [
        [0.5, 1e-5],
        [1, 0.01],
        [4, 0.1],
      ]) {
        expect(epsilon(laplace(b), delta)).toBeGreaterThanOrEqual(Math.max(0, 1 / b + 2 * Math.log1p(-delta)));
      }
      expect(epsilon(repeated(100, laplace(10)), 1e-6)).toBeGreaterThanOrEqual(4.69266744);
    });
  });
}

const exactGaussian = [
  [0.3, 1e-5, 19.130767834361926],
  [0.5, 0.001, 7.581279924570114],
  [1, 1e-5, 4.3771780956812245],
  [2, 1e-6, 2.254084650219741],
  [4.530877117, 1e-6, 0.927392337997443],
  [10, 1e-5, 0.3406693646843264],
  [50, 0.001, 0.025231749149958765],
];
