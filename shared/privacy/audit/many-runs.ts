/**
 * Lower bounds from a membership test over many independent runs, with the canary and without: Jagielski, Ullman and
 * Oprea 2020, arXiv:2006.07709. They hold for whatever relation the two kinds of run stand in.
 * @module
 */
import { clopperPearson } from "../../numeric/clopper-pearson.js";
import { normalQuantile } from "../../numeric/normal.js";
import type { ClaimedPoint } from "./one-run-trade-off.js";

/** What the test said. */
export interface TestOutcomes {
  /** runs with the canary in which the test said so */
  readonly truePositives: number;
  /** runs with the canary */
  readonly positives: number;
  /** runs without the canary in which the test said that it was there */
  readonly falsePositives: number;
  /** runs without the canary */
  readonly negatives: number;
}

/**
 * Epsilon (nats) is at least this, with confidence 1 - significance: log((TPR - delta) / FPR), at Clopper and Pearson's
 * bounds of both rates; 0 where the test says nothing. For a threshold that was settled beforehand.
 * @param canaries by how many examples the two kinds of run differ; the bound is that of one (for delta 0 only)
 * @throws {RangeError} on impossible counts, a significance outside (0, 1), several canaries with a delta
 */
export function manyRunsLowerBound(
  { truePositives, positives, falsePositives, negatives }: TestOutcomes,
  delta: number,
  significance: number,
  canaries = 1,
): number {
  if (!(delta >= 0 && delta <= 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1]`);
  if (canaries !== 1 && delta !== 0)
    throw new RangeError(`delta is ${delta}, must be 0 for ${canaries} canaries at once`);
  // each rate has half the significance, on one side; the intervals have both sides
  const confidence = 1 - significance;
  const { low } = clopperPearson(truePositives, positives, confidence);
  const { high } = clopperPearson(falsePositives, negatives, confidence);
  return low <= delta ? 0 : Math.max(0, Math.log((low - delta) / high)) / canaries;
}

/**
 * Whether outcomes contradict any point of a claimed profile, with confidence 1 - significance: all points are held
 * against the same two bounds, so that their number costs nothing.
 */
export function manyRunsRefute(
  outcomes: TestOutcomes,
  profile: readonly ClaimedPoint[],
  significance: number,
): boolean {
  return profile.some(({ epsilon, delta }) => manyRunsLowerBound(outcomes, delta, significance) > epsilon);
}

/**
 * Approximate lower bound, with confidence 1 - significance, of the ratio of the two rates: Katz, Baptista, Azen and
 * Pike 1978, on its logarithm. Not exact: where counts are small it may fail more often than it says.
 * @throws {RangeError} where a count is 0
 */
export function katzRatioLowerBound(outcomes: TestOutcomes, significance: number): number {
  const { truePositives: tp, positives, falsePositives: fp, negatives } = outcomes;
  if (!(tp > 0 && fp > 0)) throw new RangeError(`${tp} true and ${fp} false positives: both must be 1 or more`);
  const spread = Math.sqrt(1 / tp - 1 / positives + 1 / fp - 1 / negatives);
  return (tp / positives / (fp / negatives)) * Math.exp(normalQuantile(significance) * spread);
}
