/** What every accountant must do, whatever its method. @module */
import { describe, expect, test } from "vitest";
import type { Accountant } from "../../shared/plugins/accountant.js";
import type { DpEvent } from "../../shared/privacy/events.js";

const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const laplace = (noiseMultiplier: number): DpEvent => ({ type: "laplace", noiseMultiplier });
const sampled = (probability: number, event: DpEvent): DpEvent => ({ type: "poisson-sampled", probability, event });
const repeated = (count: number, event: DpEvent): DpEvent => ({ type: "repeated", count, event });
const composed = (...events: DpEvent[]): DpEvent => ({ type: "composed", events });
const nonPrivate: DpEvent = { type: "non-private", why: "contract test" };
const unknown = { type: "from-the-future", strength: 3 } as unknown as DpEvent;

const neighbours = "add-or-remove-one";

export interface AccountantContractOptions {
  /** `small` for an accountant that takes a tenth of a second or more an epsilon */
  readonly grid?: "full" | "small";
}

/** Registers the contract tests of an accountant; what it refuses of Gaussian, Laplace and sampled noise is left out. */
export function accountantContract(accountant: Accountant, { grid = "full" }: AccountantContractOptions = {}): void {
  const epsilon = (event: DpEvent, delta = 1e-5): number => accountant.epsilon([event], delta, neighbours);
  const accepts = (event: DpEvent): boolean => accountant.supports(event, neighbours) === true;
  const noises = [gaussian, laplace].filter((noise) => accepts(noise(1)));
  const some = noises[0](1);
  /** noise on a Poisson sample, or on everything where that is all it accounts */
  const onSample = (q: number, noise: DpEvent): DpEvent => (accepts(sampled(0.5, noise)) ? sampled(q, noise) : noise);
  const events = noises.flatMap((noise) => [noise(2), sampled(0.1, noise(0.8))]).filter(accepts);
  const { sigmas, rates, steps, deltas, falling, pureDeltas, inverseDeltas } = grids[grid];

  describe(`${accountant.name}: contract`, () => {
    test("accounts Gaussian or Laplace noise", () => {
      expect(noises).not.toEqual([]);
    });

    test.each([
      ["no events at all", composed()],
      ["a no-op", { type: "no-op" }],
      ["a sample of nobody", sampled(0, gaussian(1))],
      ["a sample of nobody, without noise", sampled(0, laplace(0))],
      ["no repetitions, even of a non-private event", repeated(0, nonPrivate)],
    ] satisfies [string, DpEvent][])("%s costs nothing, at any delta", (_, event) => {
      for (const delta of [0, 1e-5, 1]) expect(epsilon(event, delta)).toBe(0);
    });

    test.each(
      [
        ["a non-private event", nonPrivate],
        ["a non-private event among others", composed(some, nonPrivate)],
        ["no noise", gaussian(0)],
        ["no noise on a sample", sampled(0.1, gaussian(0))],
        ["Laplace noise of scale 0", laplace(0)],
        ["Laplace noise of scale 0 on a sample", sampled(0.1, laplace(0))],
      ].filter((pair): pair is [string, DpEvent] => accepts(pair[1] as DpEvent)),
    )("%s costs Infinity", (_, event) => {
      expect(epsilon(event)).toBe(Infinity);
    });

    test("delta 0 leaves no finite epsilon to a Gaussian, delta 1 makes everything free", () => {
      for (const event of [gaussian(10), sampled(0.1, gaussian(10)), composed(laplace(10), gaussian(10))]) {
        if (accepts(event)) expect(epsilon(event, 0)).toBe(Infinity);
      }
      for (const event of events) expect(epsilon(event, 1)).toBe(0);
    });

    test.runIf(accepts(laplace(1)))("delta 0 leaves Laplace noise its pure epsilon, which no delta exceeds", () => {
      // the greatest privacy loss: count / b, and on a sample count · log(1 - q + q exp(1 / b))
      for (const [count, b, q] of [
        [1, 2, 1],
        [3, 0.5, 1],
        [3, 0.5, 0.2],
        [1000, 30, 0.01],
        [7, 0.01, 1],
      ]) {
        const event = repeated(count, q === 1 ? laplace(b) : sampled(q, laplace(b)));
        if (!accepts(event)) continue;
        const pure = q === 1 ? count / b : count * Math.log(1 - q + q * Math.exp(1 / b));
        expect(Math.abs(epsilon(event, 0) / pure - 1)).toBeLessThan(1e-12);
        for (const delta of pureDeltas) {
          expect(epsilon(event, delta)).toBeLessThanOrEqual(epsilon(event, 0));
        }
      }
    });

    test.each(noises.map((noise) => noise(0.8)))("composing $type noise is the same however it is written", (noise) => {
      const event = onSample(0.02, noise);
      const once = accountant.epsilon([repeated(6, event)], 1e-5, neighbours);
      const ways: DpEvent[][] = [
        Array<DpEvent>(6).fill(event),
        [repeated(2, repeated(3, event))],
        [composed(repeated(2, event), { type: "no-op" }, repeated(4, event))],
        [repeated(2, composed(event, event, event))],
        // in a lot each, wherever the shuffle puts them
        [repeated(6, { type: "shuffled", event })],
      ];
      for (const way of ways) expect(accountant.epsilon(way, 1e-5, neighbours)).toBeCloseTo(once, 12);
    });

    test.each([
      ["an event of an unknown type", unknown, unknown],
      ["a sample of it", sampled(0.1, unknown), sampled(0.1, unknown)],
      ["NaN as noise", gaussian(NaN), gaussian(NaN)],
      ["negative noise", repeated(2, gaussian(-1)), gaussian(-1)],
      ["a probability above 1", sampled(1.5, gaussian(1)), sampled(1.5, gaussian(1))],
      ["negative Laplace noise", laplace(-1), laplace(-1)],
      ["infinite Laplace noise on a sample", sampled(0.1, laplace(Infinity)), laplace(Infinity)],
      ["half a repetition", repeated(0.5, gaussian(1)), repeated(0.5, gaussian(1))],
    ])("refuses %s by name, inside whatever it is, and nothing is kept of the rest", (_, event, offender) => {
      const whole = repeated(3, composed(some, repeated(2, composed(some, event, some))));
      const before = epsilon(some);
      expect(accountant.supports(whole, neighbours)).toMatchObject({ event: offender });
      for (const attempt of [1, 2]) expect(() => epsilon(whole), `${attempt}`).toThrow(JSON.stringify(offender));
      expect(epsilon(some)).toBe(before);
    });

    test("accounts plain noise under any relation, sampling where it says so, and else refuses it by name", () => {
      for (const noise of noises) {
        for (const relation of ["replace-one", "zero-out-one"] as const) {
          expect(accountant.supports(noise(1), relation)).toBe(true);
          expect(accountant.epsilon([noise(1)], 1e-5, relation)).toBe(epsilon(noise(1)));
          const event = sampled(0.1, noise(1));
          const answer = accountant.supports(composed(event), relation);
          const spent = (): number => accountant.epsilon([event], 1e-5, relation);
          if (answer === true) expect(spent()).toBeGreaterThanOrEqual(0);
          else {
            expect(answer.event).toEqual(event);
            expect(spent).toThrow(JSON.stringify(event));
          }
        }
      }
    });

    test.each([-1e-9, 1.1, NaN])("refuses delta %d", (delta) => {
      expect(() => epsilon(some, delta)).toThrow(/delta is .*, must be in \[0, 1\]/);
    });

    test.runIf(accountant.delta !== undefined)("delta is the inverse of epsilon, in [0, 1]", () => {
      const deltaOf = (event: DpEvent, at: number): number => accountant.delta!([event], at, neighbours);
      for (const event of events.map((one) => repeated(20, one))) {
        for (const delta of inverseDeltas) {
          const least = epsilon(event, delta);
          // a thousandth of the logarithm, for accountants whose bounds are on a grid
          expect(deltaOf(event, least)).toBeLessThanOrEqual(delta ** 0.999);
          if (least > 0) expect(deltaOf(event, least * 0.999)).toBeGreaterThanOrEqual(delta ** 1.001);
        }
        expect(deltaOf(event, Infinity)).toBe(0);
        expect(deltaOf(event, 0)).toBeGreaterThan(0);
        expect(deltaOf(event, 0)).toBeLessThanOrEqual(1);
      }
      expect(deltaOf(nonPrivate, 1)).toBe(1);
      expect(deltaOf({ type: "no-op" }, 0)).toBe(0);
      for (const wrong of [-1e-9, NaN])
        expect(() => deltaOf(some, wrong)).toThrow(/epsilon is .*, must be in \[0, ∞\]/);
    });

    test.each(noises.map((noise) => [noise(1).type, noise] as const))(
      "%s: never grows with delta or noise, never shrinks with sampling rate or steps",
      (_, noise) => {
        const value = (q: number, sigma: number, steps: number, delta: number): number =>
          epsilon(repeated(steps, onSample(q, noise(sigma))), delta);
        const grows = (values: number[]): void =>
          values.forEach((v, i) => expect(v).toBeGreaterThanOrEqual(i === 0 ? 0 : values[i - 1] * (1 - 1e-12)));
        for (const sigma of sigmas) {
          grows(rates.map((q) => value(q, sigma, 150, 1e-5)));
          grows(steps.map((count) => value(8 / 6000, sigma, count, 1e-5)));
          grows(deltas.map((delta) => value(8 / 6000, sigma, 150, delta)));
        }
        for (const q of grid === "full" ? [1e-6, 8 / 6000, 0.3, 1] : [0.3]) {
          grows(falling.map((sigma) => value(q, sigma, 150, 1e-5)));
        }
      },
    );

    test.runIf(accountant.kind === "upper-bound" && accepts(gaussian(1)))(
      "is never below the exact epsilon of one Gaussian (Balle and Wang 2018)",
      () => {
        // sigma, delta, exact epsilon: theorem 8 solved with mpmath
        for (const [sigma, delta, exact] of exactGaussian) {
          expect(epsilon(gaussian(sigma), delta)).toBeGreaterThanOrEqual(exact * (1 - 1e-13));
        }
      },
    );

    test.runIf(accountant.kind === "upper-bound" && accepts(laplace(1)))(
      "is never below the exact epsilon of Laplace noise, once (closed form) and composed (privacy losses convolved)",
      () => {
        // delta(e) of one release is 1 - exp((e - 1 / b) / 2), for e in [0, 1 / b]
        for (const [b, delta] of [
          [0.5, 1e-5],
          [1, 0.01],
          [4, 0.1],
        ]) {
          expect(epsilon(laplace(b), delta)).toBeGreaterThanOrEqual(Math.max(0, 1 / b + 2 * Math.log1p(-delta)));
        }
        expect(epsilon(repeated(100, laplace(10)), 1e-6)).toBeGreaterThanOrEqual(4.69266744 * (1 - 1e-8));
      },
    );
  });
}

/** Each in the order in which epsilon grows. */
const grids = {
  full: {
    sigmas: [0.3, 0.389, 0.7, 1.5, 20],
    rates: [0, 1e-6, 1e-3, 0.01, 0.1, 0.5, 0.99, 0.9999999, 1],
    steps: [1, 2, 10, 150, 1e4, 1e7],
    deltas: [1, 0.1, 1e-3, 1e-5, 1e-9, 1e-15, 1e-300],
    falling: [1e6, 50, 5, 2, 1, 0.7, 0.5, 0.39, 0.3, 0.1, 0.051, 0.049, 0.01, 1e-9],
    pureDeltas: [0.1, 1e-5, 1e-14, 1e-300],
    inverseDeltas: [0.1, 1e-5, 1e-12],
  },
  small: {
    sigmas: [0.7],
    rates: [0, 0.01, 0.3, 1],
    steps: [1, 150, 1000],
    deltas: [1, 1e-3, 1e-9],
    falling: [50, 2, 0.7],
    pureDeltas: [1e-14],
    inverseDeltas: [1e-5],
  },
};

const exactGaussian = [
  [0.3, 1e-5, 19.130767834361926],
  [0.5, 0.001, 7.581279924570114],
  [1, 1e-5, 4.3771780956812245],
  [2, 1e-6, 2.254084650219741],
  [4.530877117, 1e-6, 0.927392337997443],
  [10, 1e-5, 0.3406693646843264],
  [50, 0.001, 0.025231749149958765],
];
