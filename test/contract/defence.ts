/** What every defence must do. @module */
import { describe, expect, test } from "vitest";
import type {
  Defence,
  DefenceContext,
  DefenceInit,
  DefencePlugin,
  Release,
  TurnFacts,
} from "../../shared/plugins/defence.js";
import { RngStream } from "../../shared/random/rng-stream.js";

/** Facts of one participant of a small run. */
export function turnFacts(changes: Partial<TurnFacts> = {}): TurnFacts {
  return { sampling: "poisson", batchSize: 8, examples: 600, turns: 40, unit: "example", ...changes };
}

/** What `create` is given; a target epsilon is met with a noise multiplier of 2 / epsilon, whatever the event. */
export function defenceInit(facts: TurnFacts = turnFacts(), before: Release = { l2Bound: Infinity }): DefenceInit {
  return { facts, before, calibrate: (epsilon) => 2 / epsilon };
}

export function contextAt(round: number, facts: TurnFacts = turnFacts()): DefenceContext {
  return { round, facts, rng: RngStream.fromSeed(17).fork("round", round) };
}

type Params = Readonly<Record<string, unknown>>;

/** Creates a defence as a run would: parameters parsed first. */
export function createDefence(plugin: unknown, params: Params, init: DefenceInit = defenceInit()): Defence {
  const defence = plugin as DefencePlugin;
  return defence.create(defence.params.parse(params), init);
}

export interface DefenceContract {
  readonly plugin: unknown;
  /** typical parameters */
  readonly params: Params;
  /** parameters with which the update is what it would be without the defence */
  readonly neutral: Params;
  /** parameters that make it add Gaussian noise of this standard deviation; absent for a defence that draws nothing */
  readonly withNoise?: (stddev: number) => Params;
  readonly init?: DefenceInit;
}

/** Registers what holds for any defence: its declaration, and its parameters in force. */
export function defenceContract({ plugin, params, init }: DefenceContract): void {
  const declared = plugin as DefencePlugin;
  describe(`defence ${declared.name}: contract`, () => {
    test("declares a kebab-case name, a one-line summary, a source, and describes each strict parameter", () => {
      expect(declared.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(declared.summary).toMatch(/^[^\n]{20,}$/);
      expect(declared.reference.url).toMatch(/^https:\/\//);
      for (const field of Object.values(declared.params.shape)) {
        expect((field as { description?: string }).description).toMatch(/\bin [[(]/);
      }
      expect(declared.params.safeParse({ ...params, surprise: 1 }).success).toBe(false);
    });

    test("takes its parameters in force back unchanged, as JSON", () => {
      const inForce = createDefence(plugin, params, init).params;
      expect(createDefence(plugin, JSON.parse(JSON.stringify(inForce)) as Params, init).params).toEqual(inForce);
    });

    test("states a release as data that survives JSON", () => {
      const facts = init?.facts ?? turnFacts();
      const { event } = createDefence(plugin, params, init).release({ l2Bound: 1 }, facts);
      expect(JSON.parse(JSON.stringify(event ?? null))).toEqual(event ?? null);
    });
  });
}

/** Registers what holds for a defence that changes updates. */
export function updateDefenceContract(contract: DefenceContract): void {
  defenceContract(contract);
  const { plugin, params, neutral, withNoise, init } = contract;
  const update = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) / 3).fill(-0, 0, 2);
  const protect = (given: Params, values: Float32Array, round = 1): Float32Array => {
    const result = createDefence(plugin, given, init).protectUpdate?.(values, contextAt(round));
    if (result === undefined) throw new Error("protectUpdate is missing");
    return result.update;
  };
  const bytes = (values: Float32Array): string => Buffer.from(values.buffer).toString("hex");

  describe(`defence ${(plugin as DefencePlugin).name}: updates`, () => {
    test("the same seed gives the same bytes", () => {
      expect(bytes(protect(params, update))).toBe(bytes(protect(params, update)));
    });

    test("the update it is given stays as it was, and is not handed on", () => {
      const given = update.slice();
      for (const choice of [params, neutral]) expect(protect(choice, given).buffer).not.toBe(given.buffer);
      expect(bytes(given)).toBe(bytes(update));
    });

    test("neutral parameters leave every bit", () => {
      expect(bytes(protect(neutral, update))).toBe(bytes(update));
    });

    test.each([NaN, Infinity, -Infinity])("refuses %d, with its place", (value) => {
      expect(() => protect(params, update.with(7, value))).toThrow(/coordinate 7 of 1000: it must be finite/);
    });

    if (withNoise === undefined) return;
    noiseContract((stddev, round) => protect(withNoise(stddev), new Float32Array(100_000), round));
  });
}

/**
 * Registers what holds for the noise that a defence adds to zeros.
 * @param draw noise [n] of a standard deviation in a round
 */
export function noiseContract(draw: (stddev: number, round: number) => Float32Array): void {
  test("another round, other noise: uncorrelated (false alarm 1e-6)", () => {
    const [one, other] = [draw(1, 1), draw(1, 2)];
    const correlation = one.reduce((sum, value, i) => sum + value * other[i], 0) / one.length;
    expect(Math.abs(correlation)).toBeLessThan(4.9 / Math.sqrt(one.length));
  });

  test.each([0.3, 2.5])("noise of standard deviation %d has it (chi-square and mean, false alarm 2e-6)", (stddev) => {
    const noise = draw(stddev, 3);
    const n = noise.length;
    const chiSquare = noise.reduce((sum, value) => sum + (value / stddev) ** 2, 0);
    // With so many degrees of freedom chi-square is normal: mean n, variance 2n.
    expect(Math.abs(chiSquare - n)).toBeLessThan(4.9 * Math.sqrt(2 * n));
    expect(Math.abs(noise.reduce((sum, value) => sum + value, 0))).toBeLessThan(4.9 * stddev * Math.sqrt(n));
  });
}
