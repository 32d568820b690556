/** 95 % intervals of a metric's mean. @module */
import { bootstrapMean } from "../../shared/numeric/bootstrap-mean.js";
import { clopperPearson } from "../../shared/numeric/clopper-pearson.js";
import { incompleteBeta } from "../../shared/numeric/incomplete-beta.js";
import type { Interval } from "../../shared/numeric/interval.js";
import { findRoot } from "../../shared/numeric/root.js";
import type { Metric } from "../../shared/plugins/metric.js";
import type { RngStream } from "../../shared/random/rng-stream.js";

const confidence = 0.95;

/** Over targets: exact (Clopper-Pearson) where every value is 0 or 1, as fractions are, else by bootstrap. */
export function intervalOfMean(values: Float64Array, { unit }: Metric, rng: RngStream): Interval {
  if (unit === "fraction")
    return clopperPearson(values.filter((value) => value === 1).length, values.length, confidence);
  return bootstrapMean(values, rng, { confidence });
}

/** Over seeds: Student's t, since a bootstrap of a handful of seeds is far too narrow. Needs two values or more. */
export function intervalOverSeeds(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile(n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}

/** The t that a Student variable stays within with 95 % probability, from P(|T| > t) = I_x(df/2, 1/2), x = df / (df + t²). */
function studentQuantile(degreesOfFreedom: number): number {
  const x = findRoot((at) => incompleteBeta(at, degreesOfFreedom / 2, 0.5) - (1 - confidence), 0, 1);
  return Math.sqrt((degreesOfFreedom * (1 - x)) / x);
}
