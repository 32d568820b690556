/** One participant's attack over several seeds. @module */
import type { AttackSummary, MetricSummary } from "../../runs/summary.js";
import { combineMetric } from "../combine-metric.js";
import { representativeMetrics } from "./metrics.js";
import { representativeLines, representativeVerdict } from "./verdict.js";

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
    return found.length === 0 ? [] : [[metric.name, combineMetric(found, metric.unit === "fraction")]];
  });
  const metrics = Object.fromEntries(combined);
  const verdict = perSeed.every((summary) => summary.verdict === "failed") ? "failed" : representativeVerdict(metrics);
  const reasons = perSeed.flatMap(({ explanation, metrics: own, verdict: found }) =>
    explanation.slice(representativeLines(own, found).length),
  );
  const explanation = [...representativeLines(metrics, verdict), ...new Set(reasons)];
  return { kind: first.kind, seat: first.seat, metrics, verdict, explanation };
}
