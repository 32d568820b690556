import { describe, expect, test } from "vitest";
import { aggregatorContract, aggregatorFacts as facts, refuseToCalibrate } from "../../../test/contract/aggregator.js";
import type { AggregatorFacts, Contribution } from "../../../shared/plugins/aggregator.js";
import { accountantNamed } from "../../../shared/privacy/accountants/index.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { dpFedAvg } from "./index.js";

const distributed = { clipNorm: 1, noiseMultiplier: 1, noise: "distributed" };
const sum: AggregatorFacts = { ...facts, sees: "sum", minUpdates: 5 };

aggregatorContract(dpFedAvg, { clipNorm: 1, noiseMultiplier: 1 });
aggregatorContract(dpFedAvg, { clipNorm: 0.5, noiseMultiplier: 0.4, adaptive: {} });
aggregatorContract(dpFedAvg, distributed, sum);

const create = (params: Record<string, unknown>, of: Partial<AggregatorFacts> = {}) =>
  dpFedAvg.create(dpFedAvg.params.parse({ clipNorm: 1, ...params }), {
    facts: { ...facts, ...of },
    calibrate: refuseToCalibrate,
  });

const context = (round = 1) => ({ round, rng: RngStream.fromSeed(9).fork("round", round) });
const upload = (participant: number, ...values: number[]): Contribution => ({
  participant,
  update: Float32Array.from(values),
});

describe("the sum, by hand", () => {
  const two = { parameters: 2, participants: 20, cohort: { size: 4, sampling: "poisson" } } as const;
  const contributions = [upload(0, 0.5, 0), upload(3, 0, -0.25), upload(7, 0.25, 0.25)];

  test("is divided by the expected number of updates, however many there are", () => {
    const aggregator = create({ noiseMultiplier: 0 }, two);
    expect(aggregator.aggregate(contributions, context())?.update).toEqual(Float32Array.of(0.75 / 4, 0));
    expect(aggregator.aggregate(contributions.slice(0, 1), context(2))?.update).toEqual(Float32Array.of(0.125, 0));
    expect(aggregator.aggregate([], context(3))?.update).toEqual(Float32Array.of(0, 0));
  });

  test("by q W where weights are capped: the share drawn times a total weight that is public", () => {
    const aggregator = create({ noiseMultiplier: 0, weightCap: 100, totalWeight: 10 }, two);
    expect(aggregator.bounding).toMatchObject({ weightCap: 100 });
    // q = 4 / 20, W = 10
    expect(aggregator.aggregate(contributions, context())?.update).toEqual(Float32Array.of(0.375, 0));
  });

  test("takes no more of an update than the clip, whatever its participant sent", () => {
    const aggregator = create({ noiseMultiplier: 0 }, two);
    const update = aggregator.aggregate([upload(0, 300, -400)], context())?.update ?? new Float32Array();
    expect([...update]).toEqual([expect.closeTo(0.15, 6), expect.closeTo(-0.2, 6)]);
    expect(Math.hypot(...update) * 4).toBeLessThanOrEqual(1);
  });

  test("is shown as the mean of those there are, where single updates are hidden", () => {
    const shown = create({ noiseMultiplier: 3 }, two).aggregate(contributions, context())?.mean;
    expect(shown).toEqual(Float32Array.of(0.25, 0));
  });

  test("without noise promises nothing", () => {
    expect(create({ noiseMultiplier: 0 }).release?.event.type).toBe("non-private");
  });
});

describe("what it releases", () => {
  const z = { noiseMultiplier: 2 };
  const gaussian = { type: "gaussian", noiseMultiplier: 2 };

  test("of a Poisson cohort: a Gaussian on a Poisson sample, every round, to those who see aggregates only", () => {
    expect(create(z).release).toMatchObject({
      event: { type: "poisson-sampled", probability: 0.01, event: gaussian },
      neighbours: "add-or-remove-one",
      counts: "rounds",
      protectsAgainst: ["participant", "querier"],
    });
  });

  test("of a fixed cohort: one participant in another's place changes twice as much", () => {
    expect(create(z, { cohort: { size: 10, sampling: "fixed" } }).release).toMatchObject({
      event: { type: "fixed-size-sampled", examples: 1000, size: 10, event: { noiseMultiplier: 1 } },
      neighbours: "replace-one",
    });
  });

  test("of everybody: no sampling", () => {
    const { cohort: _, ...everybody } = facts;
    const created = dpFedAvg.create(dpFedAvg.params.parse({ clipNorm: 1, ...z }), {
      facts: everybody,
      calibrate: refuseToCalibrate,
    });
    expect(created.release).toMatchObject({ event: gaussian, neighbours: "add-or-remove-one", counts: "rounds" });
  });

  test("with distributed noise: the server, which draws the cohorts, learns nothing from sampling either", () => {
    expect(create({ ...distributed, ...z }, sum).release).toMatchObject({
      event: gaussian,
      neighbours: "zero-out-one",
      counts: "turns",
      protectsAgainst: expect.arrayContaining(["server"]) as unknown,
    });
  });

  test("McMahan et al.'s run: 763,430 users, 5,000 a round, 5,000 rounds, z = 1", () => {
    const { release } = create(
      { noiseMultiplier: 1 },
      { participants: 763_430, cohort: { size: 5000, sampling: "poisson" }, rounds: 5000, delta: 1e-9 },
    );
    const event = { type: "repeated", count: 5000, event: release!.event } as const;
    const by = (name: string) => accountantNamed(name).epsilon([event], 1e-9, release!.neighbours);
    expect(by("rdp-classic")).toBeCloseTo(4.591912, 4);
    expect(by("rdp")).toBeCloseTo(4.183292, 4);
  });

  test("a target becomes noise, for sum and count together", () => {
    const asked: number[] = [];
    const params = dpFedAvg.params.parse({ clipNorm: 1, targetEpsilon: 3, adaptive: { indicatorNoise: 5 } });
    const aggregator = dpFedAvg.create(params, {
      facts,
      calibrate: (epsilon, release) => {
        expect(release(4).event).toMatchObject({ event: { noiseMultiplier: 4 } });
        asked.push(epsilon);
        return 1.5;
      },
    });
    expect(asked).toEqual([3]);
    expect(aggregator.params).toMatchObject({ noiseMultiplier: 1.5, adaptive: { indicatorNoise: 5 } });
    expect(aggregator.params).not.toHaveProperty("targetEpsilon");
    expect(aggregator.release?.event).toMatchObject({ event: { noiseMultiplier: 1.5 } });
  });
});

test("a sum of fewer updates than shares of noise are enough for is never opened", () => {
  const aggregator = create({ ...distributed, adaptive: {}, noiseMultiplier: 0.1 }, { ...sum, parameters: 1 });
  const uploads = [0, 1, 2, 3, 4].map((participant) => upload(participant, 0.5));
  expect(aggregator.aggregate(uploads.slice(1), context())).toBeUndefined();
  expect(aggregator.clipNorm).toBe(1);
  expect(aggregator.aggregate(uploads, context(2))?.update).toEqual(Float32Array.of(0.25));
});
