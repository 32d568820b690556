/** Confidence intervals. @module */

export interface Interval {
  readonly low: number;
  readonly high: number;
}
