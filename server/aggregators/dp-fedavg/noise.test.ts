/**
 * What is random about DP-FedAvg, and by how much one participant changes the rest. The seeds are fixed; each interval
 * leaves out a sound mechanism with a probability of about 1e-6.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundUpdate } from "../../../client/turn/bound-update.js";
import { aggregatorFacts as facts, refuseToCalibrate } from "../../../test/contract/aggregator.js";
import { normOf } from "../../../shared/learning/bounded-norm.js";
import type { Aggregator, AggregatorFacts, Contribution } from "../../../shared/plugins/aggregator.js";
import { noiseBesideIndicator } from "../../../shared/privacy/adaptive-clip.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { layoutOf } from "../../../shared/tensor/param-vector.js";
import { dpFedAvg } from "./index.js";

const create = (params: Record<string, unknown>, of: Partial<AggregatorFacts> = {}): Aggregator =>
  dpFedAvg.create(dpFedAvg.params.parse(params), { facts: { ...facts, ...of }, calibrate: refuseToCalibrate });

const context = (round: number) => ({ round, rng: RngStream.fromSeed(11).fork("round", round) });

/** What participants with these raw updates upload in a round. */
function uploads({ bounding, clipNorm = 0 }: Aggregator, raw: readonly Float32Array[], round: number): Contribution[] {
  const stream = RngStream.fromSeed(12).fork("round", round);
  return raw.map((update, participant) => {
    const layout = layoutOf(["a/kernel", "b/kernel"].map((name) => ({ name, shape: [update.length / 2] })));
    const rng = bounding?.noise === undefined ? stream : stream.fork("participant", participant);
    const bounded = boundUpdate({ update, indices: undefined }, bounding!, { clipNorm, examples: 60, layout, rng });
    const { withinClip } = bounded;
    return { participant, update: bounded.update, ...(withinClip !== undefined && { withinClip }) };
  });
}

/** Standard normal draws, as they should be: their mean and variance within 4.9 standard errors. */
function expectStandardNormal(draws: ArrayLike<number>): void {
  const n = draws.length;
  const values = Array.from(draws);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / n;
  const kurtosis = values.reduce((sum, value) => sum + value ** 4, 0) / n;
  expect(Math.abs(mean)).toBeLessThan(4.9 / Math.sqrt(n));
  expect(Math.abs(variance - 1)).toBeLessThan(4.9 * Math.sqrt(2 / n));
  expect(Math.abs(kurtosis - 3)).toBeLessThan(4.9 * Math.sqrt(96 / n));
}

const parameters = 100_000;
const [clipNorm, noiseMultiplier] = [0.3, 1.7];

describe("the noise", () => {
  test("of a round without updates is all there is, with standard deviation z S / (q N)", () => {
    const update = create({ clipNorm, noiseMultiplier }, { parameters }).aggregate([], context(1))!.update;
    expectStandardNormal(update.map((value) => (value * 10) / (noiseMultiplier * clipNorm)));
  });

  test("has z S / (q W) where the total weight is less, and is new every round", () => {
    const aggregator = create({ clipNorm, noiseMultiplier, totalWeight: 500 }, { parameters });
    const scale = 5 / (noiseMultiplier * clipNorm);
    const [first, second] = [1, 2].map((round) => {
      return aggregator.aggregate([], context(round))!.update.map((value) => value * scale);
    });
    expectStandardNormal(first);
    expectStandardNormal(first.map((value, i) => (value + second[i]) / Math.SQRT2));
  });

  test("beside a count is greater, so that both cost z, and follows the clip that was announced", () => {
    const aggregator = create({ clipNorm, noiseMultiplier, adaptive: { indicatorNoise: 2 } }, { parameters });
    const beside = noiseBesideIndicator(noiseMultiplier, 2);
    for (const round of [1, 2]) {
      const used = aggregator.clipNorm!;
      const update = aggregator.aggregate([], context(round))!.update;
      expectStandardNormal(update.map((value) => (value * 10) / (beside * used)));
    }
    expect(aggregator.clipNorm).not.toBe(clipNorm);
  });

  test("of the count has standard deviation sigma_b", () => {
    const adaptive = { indicatorNoise: 1.3, learningRate: 0 };
    const aggregator = create({ clipNorm, noiseMultiplier, adaptive }, { parameters: 1 });
    const five = uploads(
      aggregator,
      Array.from({ length: 10 }, (_, i) => Float32Array.of(i < 5 ? 0 : 1)),
      1,
    );
    const draws = Array.from({ length: 3000 }, (_, i) => {
      const { measurements } = aggregator.aggregate(five, context(i + 1))!;
      const within = measurements.find(({ name }) => name === "dp-fedavg/within-clip")!.value;
      return ((within - 0.5) * 10) / 1.3;
    });
    expectStandardNormal(draws);
  });

  test.each([0, 1, 3])("in shares reaches z S where %d of the fewest participants know theirs", (colluding) => {
    const minUpdates = 5;
    const aggregator = create(
      { clipNorm, noiseMultiplier, noise: "distributed", colluding },
      { parameters, sees: "sum", minUpdates },
    );
    const honest = Array.from({ length: minUpdates - colluding }, () => new Float32Array(parameters));
    const sum = new Float64Array(parameters);
    for (const { update } of uploads(aggregator, honest, 1)) update.forEach((value, i) => (sum[i] += value));
    expectStandardNormal(sum.map((value) => value / (noiseMultiplier * clipNorm)));
  });
});

test("a participant more or less changes the sum by S at most, whatever anybody's update and weight", () => {
  const update = fc.float32Array({ minLength: 8, maxLength: 8, noNaN: true, min: -(2 ** 40), max: 2 ** 40 });
  const updates = fc.array(update, { minLength: 1, maxLength: 6 });
  const settings = fc.record({
    clipping: fc.constantFrom("flat", "per-layer"),
    weightCap: fc.constantFrom(undefined, 20, 60, 90),
  });
  fc.assert(
    fc.property(updates, settings, (raw, how) => {
      const aggregator = create({ clipNorm, noiseMultiplier: 1, ...how }, { parameters: 8 });
      const contributions = uploads(aggregator, raw, 1);
      const without = contributions.slice(1);
      const [all, others] = [contributions, without].map((some) => aggregator.aggregate(some, context(1))!.update);
      // the same noise is in both; rounding to float32 is all that is left of it
      const moved = Math.hypot(...all.map((value, i) => value - others[i])) * 10;
      return moved <= clipNorm * (1 + 1e-5);
    }),
    { seed: 6, numRuns: 200 },
  );
});

describe("an adaptive clip", () => {
  const settings = { noiseMultiplier: 1, adaptive: { quantile: 0.5, learningRate: 0.2 } };
  const many = { parameters: 1, cohort: { size: 100, sampling: "poisson" } } as const;
  /** norms of median 1, every round new ones */
  const lognormal = (round: number): Float32Array[] => {
    const rng = RngStream.fromSeed(13).fork("round", round);
    return Array.from({ length: 100 }, () => Float32Array.of(Math.exp(rng.gaussian())));
  };

  test.each([0.01, 1, 50])("comes to the median of the norms from %d, and stays there", (start) => {
    const aggregator = create({ ...settings, clipNorm: start }, many);
    const norms: number[] = [];
    for (let round = 1; round <= 300; round++) {
      aggregator.aggregate(uploads(aggregator, lognormal(round), round), context(round));
      norms.push(Math.log(aggregator.clipNorm!));
    }
    const settled = norms.slice(100);
    // a step is 0.2 times a share whose standard error is 0.07: the walk stays within a few hundredths of 0
    expect(Math.abs(settled.reduce((sum, value) => sum + value, 0) / settled.length)).toBeLessThan(0.1);
    expect(Math.max(...settled.map(Math.abs))).toBeLessThan(0.4);
  });

  test("comes to another quantile as well", () => {
    const aggregator = create({ ...settings, adaptive: { quantile: 0.9 }, clipNorm: 1 }, many);
    for (let round = 1; round <= 300; round++) {
      aggregator.aggregate(uploads(aggregator, lognormal(round), round), context(round));
    }
    // the normal quantile of 0.9
    expect(Math.log(aggregator.clipNorm!)).toBeGreaterThan(1.28 - 0.5);
    expect(Math.log(aggregator.clipNorm!)).toBeLessThan(1.28 + 0.5);
  });

  test("is the one that was announced until the round is over", () => {
    const aggregator = create({ ...settings, clipNorm: 0.5 }, many);
    const contributions = uploads(aggregator, lognormal(1), 1);
    expect(contributions.every(({ update }) => normOf(update) <= 0.5)).toBe(true);
    expect(aggregator.clipNorm).toBe(0.5);
    const { measurements } = aggregator.aggregate(contributions, context(1))!;
    expect(measurements[0]).toEqual({ name: "dp-fedavg/clip-norm", value: 0.5, unit: "L2" });
    expect(aggregator.clipNorm).toBeGreaterThan(0.5);
  });

  test("does not move by what a participant says beyond its bit", () => {
    const bare = create({ ...settings, clipNorm: 1 }, many);
    const lied = create({ ...settings, clipNorm: 1 }, many);
    const contributions = uploads(bare, lognormal(1), 1);
    bare.aggregate(contributions, context(1));
    lied.aggregate(
      contributions.map((one, i) => (i === 0 ? { ...one, withinClip: 1e6 * (one.withinClip ?? 0) } : one)),
      context(1),
    );
    expect(lied.clipNorm).toBe(bare.clipNorm);
  });
});
