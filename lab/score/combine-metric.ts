/** One metric's results over several seeds. @module */
import type { MetricSummary } from "../runs/summary.js";
import { intervalOverSeeds } from "./interval.js";

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Means by name, over the seeds that have the name. */
function meansByName(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = [...new Set(records.flatMap(Object.keys))];
  return Object.fromEntries(
    names.map((name) => [name, mean(records.map((record) => record[name]).filter((value) => value !== undefined))]),
  );
}

/**
 * Means over seeds with a 95 % Student interval over seeds; one seed alone is returned as it is.
 * @param perSeed 1 or more
 * @param isFraction whether no value lies outside [0, 1]
 */
export function combineMetric(perSeed: readonly MetricSummary[], isFraction: boolean): MetricSummary {
  if (perSeed.length === 1) return perSeed[0];
  const { low, high } = intervalOverSeeds(perSeed.map(({ value }) => value));
  const ceilings = meansByName(perSeed.map((summary) => summary.ceilings ?? {}));
  return {
    value: mean(perSeed.map(({ value }) => value)),
    chance: mean(perSeed.map(({ chance }) => chance)),
    controls: meansByName(perSeed.map(({ controls }) => controls)),
    ...(Object.keys(ceilings).length > 0 && { ceilings }),
    low: isFraction ? Math.max(0, low) : low,
    high: isFraction ? Math.min(1, high) : high,
    n: perSeed.reduce((sum, { n }) => sum + n, 0),
    seeds: perSeed.length,
    strategies: meansByName(perSeed.map(({ strategies }) => strategies)),
  };
}
