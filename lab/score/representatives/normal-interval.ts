/** Intervals of statistics whose error is nearly normal. @module */
import type { Interval } from "../../../shared/numeric/interval.js";

/** Standard deviations either side of the mean that hold 95 % of a normal variable. */
const deviations = 1.959964;

/**
 * value ± 1.96 standard errors, from 0 up.
 * @param influences [m], by how much each image moves the value, times m; their mean is taken off
 */
export function normalInterval(value: number, influences: Float64Array): Interval {
  const m = influences.length;
  const mean = influences.reduce((sum, influence) => sum + influence, 0) / m;
  const variance = influences.reduce((sum, influence) => sum + (influence - mean) ** 2, 0) / m;
  const half = deviations * Math.sqrt(variance / m);
  return { low: Math.max(0, value - half), high: value + half };
}
