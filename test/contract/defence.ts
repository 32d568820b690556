/** What every defence must do. @module */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type {
  Defence,
  DefenceContext,
  DefenceInit,
  DefencePlugin,
  Protected,
  Release,
  TurnFacts,
} from "../../shared/plugins/defence.js";
import { accountants } from "../../shared/privacy/accountants/index.js";
import { neighboursOf } from "../../shared/privacy/neighbours.js";
import { plannedRelease, rawRelease } from "../../shared/privacy/planned-release.js";
import { RngStream } from "../../shared/random/rng-stream.js";

/** Facts of one participant of a small run. */
export function turnFacts(changes: Partial<TurnFacts> = {}): TurnFacts {
  const facts = { update: "gradient", sampling: "poisson", batchSize: 8, examples: 600, localSteps: 1 } as const;
  return { ...facts, turns: 40, everyRound: true, parameters: 1000, unit: "example", ...changes };
}

/** What is known of an update whose L2 norm is bounded, and whose L1 norm may be. */
export function bounded(l2Bound: number, l1Bound = Infinity): Release {
  return { l2Bound, l1Bound };
}

/** What `create` is given; a target epsilon is met with a noise multiplier of 2 / epsilon, whatever the event. */
export function defenceInit(facts: TurnFacts = turnFacts(), before: Release = rawRelease): DefenceInit {
  return { facts, before, calibrate: (epsilon) => 2 / epsilon };
}

/** The last local step of a turn. */
export function contextAt(round: number, facts: TurnFacts = turnFacts()): DefenceContext {
  return { round, step: facts.localSteps, facts, rng: RngStream.fromSeed(17).fork("round", round) };
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
  /** parameters with which the update is what it would be without the defence; absent where none leave every update */
  readonly neutral?: Params;
  /** parameters that make it add noise of this standard deviation; absent for a defence that adds none */
  readonly withNoise?: (stddev: number) => Params;
  /** of that noise; 3 by default, a Gaussian's */
  readonly kurtosis?: number;
  /** its updates are meant to be mostly zeros */
  readonly sparse?: true;
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
      const { properties = {} } = z.toJSONSchema(declared.params, { io: "input" });
      for (const { description, type } of Object.values(properties) as { description?: string; type: string }[]) {
        expect(description).toMatch(type === "string" ? /.{20,}/ : /\bin [[(]/);
      }
      expect(declared.params.safeParse({ ...params, surprise: 1 }).success).toBe(false);
    });

    test("takes its parameters in force back unchanged, as JSON", () => {
      const inForce = createDefence(plugin, params, init).params;
      expect(createDefence(plugin, JSON.parse(JSON.stringify(inForce)) as Params, init).params).toEqual(inForce);
    });

    test("states a release as data that survives JSON", () => {
      const facts = init?.facts ?? turnFacts();
      const { event } = createDefence(plugin, params, init).release(bounded(1, 2), facts, 1);
      expect(JSON.parse(JSON.stringify(event ?? null))).toEqual(event ?? null);
    });

    test("a delta of one local step releases what a gradient does; more steps never cost less", () => {
      const facts = init?.facts ?? turnFacts();
      const chain = [{ release: () => bounded(1, 2) }, createDefence(plugin, params, init)];
      const released = (localSteps: number) => plannedRelease(chain, { ...facts, update: "delta", localSteps }, 1);
      expect(released(1)).toEqual(plannedRelease(chain, facts, 1));
      for (const accountant of accountants) {
        const one = released(1);
        if (accountant.supports(one.event, one.neighbours) !== true) continue;
        const spent = [1, 2, 10, 200].map((localSteps) => {
          const { event, neighbours } = released(localSteps);
          expect(neighbours).toBe(neighboursOf(facts.unit));
          return accountant.epsilon([event], 1e-5, neighbours);
        });
        spent.forEach((epsilon, i) => expect(epsilon).toBeGreaterThanOrEqual(spent[i - 1] ?? 0));
      }
    });

    test("after a mechanism it leaves the event, unless it computes the gradient itself", () => {
      const released = { event: { type: "no-op" }, neighbours: "replace-one" } as const;
      const defence = createDefence(plugin, params, init);
      const after = defence.release({ ...rawRelease, ...released }, turnFacts(), 1);
      if (defence.lotGradient === undefined) expect(after).toMatchObject(released);
    });
  });
}

/** Registers what holds for a defence that changes updates. */
export function updateDefenceContract(contract: DefenceContract): void {
  defenceContract(contract);
  const { plugin, params, neutral, withNoise, kurtosis, sparse, init } = contract;
  const update = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) / 3).fill(-0, 0, 2);
  const protectedBy = (given: Params, values: Float32Array, ctx: DefenceContext): Protected => {
    const result = createDefence(plugin, given, init).protectUpdate?.(values, ctx);
    if (result === undefined) throw new Error("protectUpdate is missing");
    return result;
  };
  const protect = (given: Params, values: Float32Array, round = 1): Float32Array =>
    protectedBy(given, values, contextAt(round)).update;
  const bytes = (values: Float32Array): string => Buffer.from(values.buffer).toString("hex");

  describe(`defence ${(plugin as DefencePlugin).name}: updates`, () => {
    test("the same seed gives the same bytes", () => {
      expect(bytes(protect(params, update))).toBe(bytes(protect(params, update)));
    });

    test("the update it is given stays as it was, and is not handed on", () => {
      const given = update.slice();
      for (const choice of [params, neutral ?? params]) {
        expect(protect(choice, given).buffer).not.toBe(given.buffer);
      }
      expect(bytes(given)).toBe(bytes(update));
    });

    if (neutral !== undefined) {
      test("neutral parameters leave every bit", () => {
        expect(bytes(protect(neutral, update))).toBe(bytes(update));
      });
    }

    test("a delta after several local steps is protected as a gradient is, once", () => {
      const facts = turnFacts({ update: "delta", localSteps: 5 });
      expect(bytes(protectedBy(params, update, contextAt(1, facts)).update)).toBe(bytes(protect(params, update)));
    });

    test("says whether its updates are meant to be mostly zeros", () => {
      expect(protectedBy(params, update, contextAt(1)).sparse).toBe(sparse);
    });

    test("a zero update is one", () => {
      expect(protect(params, new Float32Array(4)).every(Number.isFinite)).toBe(true);
    });

    test.each([NaN, Infinity, -Infinity])("refuses %d, with its place", (value) => {
      expect(() => protect(params, update.with(7, value))).toThrow(/coordinate 7 of 1000: it must be finite/);
    });

    if (withNoise === undefined) return;
    noiseContract((stddev, round) => protect(withNoise(stddev), new Float32Array(100_000), round), kurtosis);
  });
}

/**
 * Registers what holds for the noise that a defence adds to zeros.
 * @param draw noise [n] of a standard deviation in a round
 * @param kurtosis of the noise, a Gaussian's by default
 */
export function noiseContract(draw: (stddev: number, round: number) => Float32Array, kurtosis = 3): void {
  test("another round, other noise: uncorrelated (false alarm 1e-6)", () => {
    const [one, other] = [draw(1, 1), draw(1, 2)];
    const correlation = one.reduce((sum, value, i) => sum + value * other[i], 0) / one.length;
    expect(Math.abs(correlation)).toBeLessThan(4.9 / Math.sqrt(one.length));
  });

  test.each([0.3, 2.5])("noise of standard deviation %d has it (chi-square and mean, false alarm 2e-6)", (stddev) => {
    const noise = draw(stddev, 3);
    const n = noise.length;
    const chiSquare = noise.reduce((sum, value) => sum + (value / stddev) ** 2, 0);
    // With so many degrees of freedom chi-square is normal: mean n, variance (kurtosis - 1) n.
    expect(Math.abs(chiSquare - n)).toBeLessThan(4.9 * Math.sqrt((kurtosis - 1) * n));
    expect(Math.abs(noise.reduce((sum, value) => sum + value, 0))).toBeLessThan(4.9 * stddev * Math.sqrt(n));
  });
}
