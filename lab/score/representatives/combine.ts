/** One participant's attack over several seeds. @module */
import type { AttackSummary, MetricSummary } from "../../runs/summary.js";
import { intervalOverSeeds } from "../interval.js";
import type { RepresentativeMetric } from "./metric.js";
import { representativeMetrics } from "./metrics.js";
import { representativeLines, representativeVerdict } from "./verdict.js";

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Whether a summary is of class representatives, whose metrics are not those of reconstructions. */
export const isOfRepresentatives = ({ metrics }: AttackSummary): boolean =>
  representativeMetrics.some(({ name }) => name in metrics);

/**
 * Means over seeds with 95 % Student intervals over seeds; `n` counts the samples of all seeds. Seeds without a claim
 * count for nothing; one seed alone is returned as it is. The verdict is never above the best of the seeds'.
 * @param perSeed the same attack's summaries, 1 or more
 */
export function combineRepresentatives(perSeed: readonly AttackSummary[]): AttackSummary {
  const [first, ...others] = perSeed;
  if (first === undefined) throw new RangeError("no seeds to combine: pass the summaries of one attack");
  if (others.length === 0) return first;
  const combined = representativeMetrics.flatMap((metric): [string, MetricSummary][] => {
    const found = perSeed.map(({ metrics }) => metrics[metric.name]).filter((summary) => summary !== undefined);
    return found.length === 0 ? [] : [[metric.name, combine(metric, found)]];
  });
  const metrics = Object.fromEntries(combined);
  const verdict = perSeed.every((summary) => summary.verdict === "failed") ? "failed" : representativeVerdict(metrics);
  const reasons = perSeed.flatMap(({ explanation, metrics: own, verdict: found }) =>
    explanation.slice(representativeLines(own, found).length),
  );
  const explanation = [...representativeLines(metrics, verdict), ...new Set(reasons)];
  return { kind: first.kind, seat: first.seat, metrics, verdict, explanation };
}

function combine({ unit }: RepresentativeMetric, perSeed: readonly MetricSummary[]): MetricSummary {
  if (perSeed.length === 1) return perSeed[0];
  const { low, high } = intervalOverSeeds(perSeed.map(({ value }) => value));
  const ceilings = meansByName(perSeed.map((summary) => summary.ceilings ?? {}));
  return {
    value: mean(perSeed.map(({ value }) => value)),
    chance: mean(perSeed.map(({ chance }) => chance)),
    controls: meansByName(perSeed.map(({ controls }) => controls)),
    ...(Object.keys(ceilings).length > 0 && { ceilings }),
    low: unit === "fraction" ? Math.max(0, low) : low,
    high: unit === "fraction" ? Math.min(1, high) : high,
    n: perSeed.reduce((sum, { n }) => sum + n, 0),
    seeds: perSeed.length,
    strategies: meansByName(perSeed.map(({ strategies }) => strategies)),
  };
}

/** Means by name, over the seeds that have the name. */
function meansByName(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = [...new Set(records.flatMap(Object.keys))];
  return Object.fromEntries(
    names.map((name) => [name, mean(records.map((record) => record[name]).filter((value) => value !== undefined))]),
  );
}
