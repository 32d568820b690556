/**
 * Lower bounds from a membership test over many independent runs, with the canary and without: Jagielski, Ullman and
 * Oprea 2020, arXiv:2006.07709. They hold for whatever relation the two kinds of run stand in.
 * @module
 */
import { clopperPearson } from "../../numeric/clopper-pearson.js";
import { normalQuantile } from "../../numeric/normal.js";
import { epsilonOfGdp } from "../analytic-gaussian.js";
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

/** One run's, of a test that says that the canary is there where its score is above 0. */
export function outcomesOf(score: number, isIn: boolean): TestOutcomes {
  const positive = Number(score > 0);
  return {
    truePositives: isIn ? positive : 0,
    positives: Number(isIn),
    falsePositives: isIn ? 0 : positive,
    negatives: Number(!isIn),
  };
}

/** Of independent runs, at least one. */
export function addOutcomes(runs: readonly TestOutcomes[]): TestOutcomes {
  return runs.reduce((a, b) => ({
    truePositives: a.truePositives + b.truePositives,
    positives: a.positives + b.positives,
    falsePositives: a.falsePositives + b.falsePositives,
    negatives: a.negatives + b.negatives,
  }));
}

/**
 * Epsilon (nats) is at least this, with confidence 1 - significance: log((TPR - delta) / FPR), at Clopper and Pearson's
 * bounds of both rates; 0 where the test says nothing. For a threshold that was settled beforehand.
 * @param canaries by how many examples the two kinds of run differ; the bound is that of one (for delta 0 only)
 * @throws {RangeError} on impossible counts, a significance outside (0, 1), several canaries with a delta
 */
export function manyRunsLowerBound(outcomes: TestOutcomes, delta: number, significance: number, canaries = 1): number {
  if (!(delta >= 0 && delta <= 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1]`);
  if (canaries !== 1 && delta !== 0)
    throw new RangeError(`delta is ${delta}, must be 0 for ${canaries} canaries at once`);
  const { tpr, fpr } = ratesOf(outcomes, significance);
  return tpr <= delta ? 0 : Math.max(0, Math.log((tpr - delta) / fpr)) / canaries;
}

/**
 * Likewise, if the mechanism's trade-off curve is a Gaussian's, whose means then lie at least the difference of the two
 * rates' quantiles apart.
 */
export function manyRunsGaussianLowerBound(outcomes: TestOutcomes, delta: number, significance: number): number {
  const { tpr, fpr } = ratesOf(outcomes, significance);
  return tpr <= fpr ? 0 : epsilonOfGdp(normalQuantile(tpr) - normalQuantile(fpr), delta);
}

/**
 * Whether outcomes contradict any point of a claimed profile, with confidence 1 - significance: all points are held
 * against the same two bounds, so that their number costs nothing; nor does asking the test the other way round, whether
 * the canary is missing.
 */
export function manyRunsRefute(
  outcomes: TestOutcomes,
  profile: readonly ClaimedPoint[],
  significance: number,
): boolean {
  const { tpr, fpr } = ratesOf(outcomes, significance);
  return profile.some(({ epsilon, delta }) => {
    const ratio = Math.exp(epsilon);
    return tpr > ratio * fpr + delta || 1 - fpr > ratio * (1 - tpr) + delta;
  });
}

/** The least true and the highest false positive rate, with half the significance each: intervals have both sides. */
function ratesOf(outcomes: TestOutcomes, significance: number): { tpr: number; fpr: number } {
  const { truePositives, positives, falsePositives, negatives } = outcomes;
  const confidence = 1 - significance;
  return {
    tpr: positives === 0 ? 0 : clopperPearson(truePositives, positives, confidence).low,
    fpr: negatives === 0 ? 1 : clopperPearson(falsePositives, negatives, confidence).high,
  };
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
