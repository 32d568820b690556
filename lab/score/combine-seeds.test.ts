import { expect, test } from "vitest";
import type { AttackSummary } from "../runs/summary.js";
import { combineSeeds } from "./combine-seeds.js";
import { representativeLines } from "./representatives/verdict.js";

const seed = (psnrDb: number, recovered: number): AttackSummary => {
  const metric = (value: number, chance: number) => ({
    value,
    chance,
    low: value,
    high: value,
    controls: { "class-mean": chance },
    n: 8,
    seeds: 1,
    strategies: { raw: value },
  });
  return {
    kind: "gradient-inversion",
    seat: "server",
    metrics: { psnrDb: metric(psnrDb, 10), recovered: metric(recovered, 0) },
    verdict: "leaked",
    explanation: ["scores", "rank 8"],
  };
};

test("means over seeds with Student's interval", () => {
  const { metrics } = combineSeeds([seed(20, 1), seed(22, 1), seed(27, 1)]);
  // mean 23, standard deviation sqrt(13), t(2) = 4.30265: half width 4.30265 * sqrt(13 / 3)
  expect(metrics.psnrDb.value).toBeCloseTo(23, 12);
  expect(metrics.psnrDb.low).toBeCloseTo(23 - 8.95664, 4);
  expect(metrics.psnrDb.high).toBeCloseTo(23 + 8.95664, 4);
  expect(metrics.psnrDb).toMatchObject({ chance: 10, n: 24, seeds: 3, strategies: { raw: 23 } });
});

test("fractions stay in [0, 1]", () => {
  const { low, high } = combineSeeds([seed(20, 0), seed(20, 1)]).metrics.recovered;
  expect([low, high]).toEqual([0, 1]);
});

test("one seed is returned as it is; none is refused; the verdict follows the combined scores", () => {
  const only = seed(20, 1);
  expect(combineSeeds([only])).toBe(only);
  expect(() => combineSeeds([])).toThrow(/no seeds/);
  const weak = combineSeeds([seed(10, 0), seed(10.5, 0)]);
  expect(weak.verdict).toBe("failed");
  expect(weak.explanation).toEqual([expect.stringMatching(/^attack failed/), "rank 8"]);
});

test("what a participant drew is combined by its own metrics, also where one seed has none", () => {
  const share = {
    value: 0.9,
    chance: 0.1,
    low: 0.8,
    high: 1,
    controls: { noise: 0.1 },
    n: 50,
    seeds: 1,
    strategies: {},
  };
  const drew = (metrics: AttackSummary["metrics"]): AttackSummary => {
    const verdict = "targetClassShare" in metrics ? "leaked" : "failed";
    return { kind: "gan", seat: "participant", metrics, verdict, explanation: representativeLines(metrics, verdict) };
  };
  const { metrics, verdict, explanation } = combineSeeds([drew({}), drew({ targetClassShare: share })]);
  expect(metrics).toEqual({ targetClassShare: share });
  expect(verdict).toBe("leaked");
  expect(explanation[0]).toMatch(/^of 50 samples 90\.0 % are taken for the class/);
  expect(combineSeeds([drew({}), drew({})]).explanation).toEqual(["attack failed: it made no claim"]);
});
