import { expect, test } from "vitest";
import type { AttackSummary, MetricSummary } from "../../runs/summary.js";
import { combineRepresentatives } from "./combine.js";
import { representativeLines } from "./verdict.js";

const share = (value: number, n = 50): MetricSummary => ({
  ...{ value, chance: 0.02, low: value - 0.1, high: value + 0.1, n, seeds: 1 },
  controls: { noise: 0, "own-images": 0.02 },
  ceilings: { "real-images": 0.9 + value / 100 },
  strategies: { "last claim": value },
});

function summary(value: number, verdict: AttackSummary["verdict"], reason: string): AttackSummary {
  const metrics = { targetClassShare: share(value) };
  const explanation = [...representativeLines(metrics, verdict), reason];
  return { kind: "gan", seat: "participant", metrics, verdict, explanation };
}

test("means over seeds, with Student's interval, and the seeds' own reasons each once", () => {
  const seeds = [summary(0.9, "leaked", "a"), summary(0.7, "leaked", "b"), summary(0.8, "leaked", "a")];
  const { metrics, verdict, explanation } = combineRepresentatives(seeds);
  const combined = metrics.targetClassShare;
  expect(combined.value).toBeCloseTo(0.8, 12);
  // t of two degrees of freedom 4.3027, standard error 0.1 / √3
  expect(combined.low).toBeCloseTo(0.8 - (4.3027 * 0.1) / Math.sqrt(3), 4);
  expect(combined.high).toBe(1);
  expect(combined.ceilings?.["real-images"]).toBeCloseTo(0.908, 12);
  expect(combined).toMatchObject({ n: 150, seeds: 3, chance: 0.02 });
  expect(verdict).toBe("leaked");
  expect(explanation.slice(representativeLines(metrics, verdict).length)).toEqual(["a", "b"]);
});

test("one seed is returned as it is; seeds that all failed have failed", () => {
  const alone = summary(0.9, "leaked", "a");
  expect(combineRepresentatives([alone])).toBe(alone);
  const nobody = combineRepresentatives([summary(0.9, "failed", "nobody"), summary(0.9, "failed", "nobody")]);
  expect(nobody.verdict).toBe("failed");
  expect(() => combineRepresentatives([])).toThrow(/no seeds/);
});

test("seeds without a claim count for nothing", () => {
  const silent: AttackSummary = {
    ...{ kind: "gan", seat: "participant", metrics: {}, verdict: "failed" },
    explanation: [...representativeLines({}, "failed"), "it broke"],
  };
  const { metrics, explanation } = combineRepresentatives([summary(0.9, "leaked", "a"), silent]);
  expect(metrics.targetClassShare).toMatchObject({ value: 0.9, seeds: 1 });
  expect(explanation).toContain("it broke");
});
