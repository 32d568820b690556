/** From scores of canaries to what they say about a claimed guarantee. @module */
import { oneRunLowerBound, oneRunPValue, type Guesses } from "./one-run.js";
import { gaussianLowerBound, tradeOffExcess, tradeOffOf, type ClaimedPoint } from "./one-run-trade-off.js";

/** Guesses about more and more of the canaries; of several runs they may be added up, place by place. */
export type Tally = readonly Guesses[];

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

/**
 * Guesses at the half, quarter ... of canaries with the most telling scores: the highest are guessed to be in, as many of
 * the lowest to be out. How many are guessed is settled by the number of canaries alone, before any coin is looked at.
 * @param scores [m], higher where a canary is more likely in; ties and NaN fall as they come
 * @param isIn [m], the coins
 */
export function tallyOf(scores: ArrayLike<number>, isIn: readonly boolean[]): Tally {
  const canaries = isIn.length;
  const order = isIn.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  return guessCounts(canaries).map((guesses): Guesses => {
    const high = Math.ceil(guesses / 2);
    const low = guesses - high;
    const rightIn = order.slice(0, high).filter((i) => isIn[i]).length;
    const rightOut = low === 0 ? 0 : order.slice(-low).filter((i) => !isIn[i]).length;
    return { canaries, guesses, correct: rightIn + rightOut };
  });
}

/** All, half, a quarter ... down to 16. */
function guessCounts(canaries: number): number[] {
  const counts = [canaries];
  for (let guesses = canaries >> 1; guesses >= 16; guesses >>= 1) counts.push(guesses);
  return counts;
}

/** @throws {RangeError} unless all have as many canaries */
export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => {
    if (a.length !== b.length) throw new RangeError("tallies of different numbers of canaries cannot be added up");
    return a.map((own, i) => ({
      canaries: own.canaries + b[i].canaries,
      guesses: own.guesses + b[i].guesses,
      correct: own.correct + b[i].correct,
    }));
  });
}

/** What is claimed, and how sure one must be to say that it is wrong. */
export interface Claimed {
  /** points of the claimed privacy profile; none where nothing is claimed */
  readonly profile: readonly ClaimedPoint[];
  readonly delta: number;
  /** probability at most with which a true claim is accused */
  readonly significance: number;
}

/**
 * What guesses say at delta, and whether they contradict a claim. Each statement by itself has its confidence: numbers of
 * guesses share it. Where a mechanism may fail with probability delta, one run can accuse it of no epsilon at that delta
 * with more confidence than 1 - delta; so the whole profile is put to the test, small deltas and large, by two tests that
 * share the significance.
 */
export function auditTally(tally: Tally, { profile, delta, significance }: Claimed): AuditFinding {
  const reported = (1 - BOUND_CONFIDENCE) / tally.length;
  const bounds = tally.map((outcome) => oneRunLowerBound(outcome, delta, reported));
  const best = bounds.reduce((a, bound, i) => (bound > bounds[a] ? i : a), 0);
  const each = significance / 2 / tally.length;
  const curve = tradeOffOf(profile);
  const strictest = profile.reduce<ClaimedPoint | undefined>((a, b) => (a && a.delta <= b.delta ? a : b), undefined);
  const isRefuted = (outcome: Guesses): boolean =>
    strictest !== undefined &&
    (oneRunPValue(outcome, strictest.epsilon, strictest.delta) < each || tradeOffExcess(outcome, curve, each) > 0);
  return {
    ...tally[best],
    epsilonLowerBound: bounds[best],
    gaussianLowerBound: Math.max(...tally.map((outcome) => gaussianLowerBound(outcome, delta, reported))),
    holds: !tally.some(isRefuted),
  };
}
