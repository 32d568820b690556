/** One attack's results over several seeds. @module */
import { metrics } from "../../shared/metrics/index.js";
import type { AttackSummary, MetricSummary } from "../runs/summary.js";
import { intervalOverSeeds } from "./interval.js";
import { combineRepresentatives, isOfRepresentatives } from "./representatives/combine.js";
import { scoreLines, verdictOf } from "./verdict.js";

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Means by name, over the seeds that have the name. */
function meansByName(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = [...new Set(records.flatMap(Object.keys))];
  return Object.fromEntries(
    names.map((name) => [name, mean(records.map((r) => r[name]).filter((v) => v !== undefined))]),
  );
}

function combine(name: string, perSeed: readonly MetricSummary[]): MetricSummary {
  if (perSeed.length === 1) return perSeed[0];
  const { low, high } = intervalOverSeeds(perSeed.map(({ value }) => value));
  const isFraction = metrics.some((metric) => metric.name === name && metric.unit === "fraction");
  const controls = meansByName(perSeed.map((summary) => summary.controls));
  return {
    value: mean(perSeed.map(({ value }) => value)),
    chance: mean(perSeed.map(({ chance }) => chance)),
    controls,
    low: isFraction ? Math.max(0, low) : low,
    high: isFraction ? Math.min(1, high) : high,
    n: perSeed.reduce((sum, { n }) => sum + n, 0),
    seeds: perSeed.length,
    strategies: meansByName(perSeed.map((summary) => summary.strategies)),
  };
}

/**
 * Means over seeds with 95 % Student intervals over seeds; `n` counts the targets of all seeds. Seeds without targets
 * count for nothing; one seed alone is returned as it is.
 * @param perSeed the same attack's summaries, 1 or more
 */
export function combineSeeds(perSeed: readonly AttackSummary[]): AttackSummary {
  const [first] = perSeed;
  if (first === undefined) throw new RangeError("no seeds to combine: pass the summaries of one attack");
  if (perSeed.length === 1) return first;
  // a seed without a claim has no metrics to be known by
  if (perSeed.some((summary) => summary.seat === "participant" || isOfRepresentatives(summary))) {
    return combineRepresentatives(perSeed);
  }
  const combined = metrics.flatMap(({ name }): [string, MetricSummary][] => {
    const found = perSeed.map((summary) => summary.metrics[name]).filter((metric) => metric !== undefined);
    return found.length === 0 ? [] : [[name, combine(name, found)]];
  });
  const byMetric = Object.fromEntries(combined);
  const reasons = perSeed.flatMap((summary) => summary.explanation.slice(scoreLines(summary.metrics).length));
  return {
    kind: first.kind,
    seat: first.seat,
    metrics: byMetric,
    verdict: verdictOf(byMetric),
    explanation: [...scoreLines(byMetric), ...new Set(reasons)],
  };
}
