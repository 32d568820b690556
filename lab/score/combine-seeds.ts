/** One attack's results over several seeds. @module */
import { metrics } from "../../shared/metrics/index.js";
import type { AttackSummary, MetricSummary } from "../runs/summary.js";
import { combineMetric } from "./combine-metric.js";
import { combineRepresentatives, isOfRepresentatives } from "./representatives/combine.js";
import { scoreLines, verdictOf } from "./verdict.js";

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
  const combined = metrics.flatMap(({ name, unit }): [string, MetricSummary][] => {
    const found = perSeed.map((summary) => summary.metrics[name]).filter((metric) => metric !== undefined);
    return found.length === 0 ? [] : [[name, combineMetric(found, unit === "fraction")]];
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
