/** Measures the guesses of one strategy or control at every targeted lot. @module */
import { metrics } from "../../shared/metrics/index.js";
import type { Pairs } from "../../shared/plugins/metric.js";
import { concatFloats, concatInts } from "./concat.js";
import type { Guesses } from "./guesses.js";
import { matchToTruths } from "./match.js";

export interface Measured {
  readonly name: string;
  /** all lots, one after another */
  readonly pairs: Pairs;
  /** by metric, one value a target */
  readonly values: Readonly<Record<string, Float64Array>>;
}

export interface Lot {
  readonly guesses: Guesses;
  readonly truth: Guesses;
}

const concatenate = (parts: readonly Pairs[], shape: readonly number[]): Pairs => ({
  claims: concatFloats(parts.map(({ claims }) => claims)),
  truths: concatFloats(parts.map(({ truths }) => truths)),
  claimLabels: concatInts(parts.map(({ claimLabels }) => claimLabels)),
  truthLabels: concatInts(parts.map(({ truthLabels }) => truthLabels)),
  shape,
});

/** Matches and measures lot by lot: a claim about one lot says nothing about another. */
export function measureLots(name: string, lots: readonly Lot[], shape: readonly number[]): Measured {
  const parts = lots.map(({ guesses, truth }) => matchToTruths(guesses, truth, shape));
  const values = metrics.map((metric) => [
    metric.name,
    Float64Array.from(parts.flatMap((pairs) => [...metric.measure(pairs)])),
  ]);
  return { name, pairs: concatenate(parts, shape), values: Object.fromEntries(values) as Measured["values"] };
}

/** The arithmetic mean; NaN without values. */
export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
