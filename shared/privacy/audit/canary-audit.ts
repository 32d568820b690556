/** What an audit found out about canaries, and what that says about a claimed guarantee. @module */
import { addOutcomes, manyRunsGaussianLowerBound, manyRunsLowerBound, manyRunsRefute } from "./many-runs.js";
import type { TestOutcomes } from "./many-runs.js";
import { oneRunBest, oneRunPValue, type Guesses } from "./one-run.js";
import { gaussianLowerBound, tradeOffExcess, tradeOffOf, type ClaimedPoint } from "./one-run-trade-off.js";
import { addTallies, type Tally } from "./tally.js";

/** Of many canaries in one run, or of one canary in each of many. */
export type Evidence =
  { readonly kind: "one-run"; readonly tally: Tally } | { readonly kind: "many-runs"; readonly outcomes: TestOutcomes };

export interface AuditFinding extends Guesses {
  /** nats, at `delta`, with 95 % confidence; holds whatever the mechanism is */
  readonly epsilonLowerBound: number;
  /** nats, at `delta`, with 95 % confidence; holds where the mechanism's trade-off curve is a Gaussian's */
  readonly gaussianLowerBound: number;
  /** whether the claims survive, at a confidence that is the caller's */
  readonly holds: boolean;
}

/** Of each bound that is reported; what a run is accused by needs far more. */
export const BOUND_CONFIDENCE = 0.95;

/** What is claimed, and how sure one must be to say that it is wrong. */
export interface Claimed {
  /** points of the claimed privacy profile; none where nothing is claimed */
  readonly profile: readonly ClaimedPoint[];
  readonly delta: number;
  /** probability at most with which a true claim is accused */
  readonly significance: number;
}

/** Of the same audit of several independent runs, at least one. */
export function addEvidence(runs: readonly Evidence[]): Evidence {
  const tallies = runs.flatMap((run) => (run.kind === "one-run" ? [run.tally] : []));
  if (tallies.length > 0) return { kind: "one-run", tally: addTallies(tallies) };
  return {
    kind: "many-runs",
    outcomes: addOutcomes(runs.flatMap((run) => (run.kind === "many-runs" ? [run.outcomes] : []))),
  };
}

/** What evidence says at delta, and whether it contradicts a claim. */
export function auditEvidence(evidence: Evidence, claimed: Claimed): AuditFinding {
  return evidence.kind === "one-run" ? auditTally(evidence.tally, claimed) : auditOutcomes(evidence.outcomes, claimed);
}

/**
 * What guesses say. Each statement by itself has its confidence: numbers of guesses share it. Where a mechanism may fail
 * with probability delta, one run can accuse it of no epsilon at that delta with more confidence than 1 - delta; so the
 * whole profile is put to the test, small deltas and large, by two tests that share the significance.
 */
export function auditTally(tally: Tally, { profile, delta, significance }: Claimed): AuditFinding {
  const reported = (1 - BOUND_CONFIDENCE) / tally.length;
  const { bound, outcome: best } = oneRunBest(tally, delta, reported);
  const each = significance / 2 / tally.length;
  const curve = tradeOffOf(profile);
  const strictest = profile.reduce<ClaimedPoint | undefined>((a, b) => (a && a.delta <= b.delta ? a : b), undefined);
  const isRefuted = (outcome: Guesses): boolean =>
    strictest !== undefined &&
    (oneRunPValue(outcome, strictest.epsilon, strictest.delta) < each || tradeOffExcess(outcome, curve, each) > 0);
  return {
    ...best,
    epsilonLowerBound: bound,
    gaussianLowerBound: gaussianLowerBound(tally, delta, reported),
    holds: !tally.some(isRefuted),
  };
}

/** What a test over many runs says, in each of which there was one canary or none. */
export function auditOutcomes(outcomes: TestOutcomes, { profile, delta, significance }: Claimed): AuditFinding {
  const { truePositives, positives, falsePositives, negatives } = outcomes;
  const runs = positives + negatives;
  return {
    canaries: runs,
    guesses: runs,
    correct: truePositives + negatives - falsePositives,
    epsilonLowerBound: manyRunsLowerBound(outcomes, delta, 1 - BOUND_CONFIDENCE),
    gaussianLowerBound: manyRunsGaussianLowerBound(outcomes, delta, 1 - BOUND_CONFIDENCE),
    holds: !manyRunsRefute(outcomes, profile, significance),
  };
}
