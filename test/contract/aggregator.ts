/** What every aggregator keeps. @module */
import { describe, expect, test } from "vitest";
import type { Aggregator, AggregatorFacts, AggregatorPlugin, Contribution } from "../../shared/plugins/aggregator.js";
import { RngStream } from "../../shared/random/rng-stream.js";

const parameters = 50;

/** A run in which every built-in aggregator can work. */
export const aggregatorFacts: AggregatorFacts = {
  parameters,
  participants: 1000,
  schedule: "synchronous",
  cohort: { size: 10, sampling: "poisson" },
  rounds: 20,
  turns: 4,
  update: "delta",
  weighting: "uniform",
  uploadFraction: 1,
  downloadFraction: 1,
  sees: "updates",
  unit: "participant",
  delta: 1e-5,
};

export function refuseToCalibrate(): never {
  throw new Error("this test gives the noise, not a target");
}

/** @param params of an aggregator that works with `facts` */
export function aggregatorContract(
  plugin: AggregatorPlugin,
  params: Record<string, unknown>,
  facts: AggregatorFacts = aggregatorFacts,
): void {
  const create = (): Aggregator => {
    return plugin.create(plugin.params.parse(params), { facts, calibrate: refuseToCalibrate });
  };
  const rng = (round: number) => RngStream.fromSeed(5).fork("round", round);
  const contributions = (round: number): Contribution[] =>
    Array.from({ length: 10 }, (_, participant) => {
      const update = new Float32Array(facts.parameters);
      RngStream.fromSeed(round).fork("update", participant).fillGaussian(update, 0.1);
      return { participant, update, examples: 60, withinClip: 0.5 };
    });
  const run = (aggregator: Aggregator) =>
    [1, 2, 3].map((round) => aggregator.aggregate(contributions(round), { round, rng: rng(round) })?.update);

  describe(`the contract of an aggregator: ${plugin.name}`, () => {
    test("the same contributions and the same streams give the same bytes, round after round", () => {
      const updates = run(create());
      expect(updates.every((update) => update?.length === facts.parameters)).toBe(true);
      expect(run(create())).toEqual(updates);
    });

    test("the updates are left as they were", () => {
      const given = contributions(1);
      create().aggregate(given, { round: 1, rng: rng(1) });
      expect(given).toEqual(contributions(1));
    });

    test("what it made of a round does not change when it makes the next", () => {
      const aggregator = create();
      const first = aggregator.aggregate(contributions(1), { round: 1, rng: rng(1) });
      const kept = first?.update.slice();
      aggregator.aggregate(contributions(2), { round: 2, rng: rng(2) });
      expect(first?.update).toEqual(kept);
    });

    test("parameters in force are parameters, and make the same aggregator", () => {
      const { params: inForce } = create();
      if (inForce === undefined) return;
      const again = plugin.create(plugin.params.parse(inForce), { facts, calibrate: refuseToCalibrate });
      expect(run(again)).toEqual(run(create()));
      expect(again.release).toEqual(create().release);
    });

    test("a round of nobody is no error", () => {
      expect(() => create().aggregate([], { round: 1, rng: rng(1) })).not.toThrow();
    });

    test("a bound that it asks for has a norm to announce", () => {
      const { bounding, clipNorm } = create();
      expect(bounding === undefined).toBe(clipNorm === undefined);
      if (clipNorm !== undefined) expect(clipNorm).toBeGreaterThan(0);
    });
  });
}
