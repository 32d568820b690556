/**
 * A lower bound on epsilon from the guesses about many canaries of one run: Steinke, Nasr and Jagielski 2023, "Privacy
 * Auditing with One (1) Training Run", arXiv:2305.08846, theorem 5.2.
 *
 * Each of m canaries is in the data or not by a fair coin of its own. Who is right about too many of them, having guessed
 * at those it liked, refutes that the mechanism is (epsilon, delta)-private where one example is added or removed (or
 * zeroed out). It does not bound epsilon where one example replaces another.
 * @module
 */
import { incompleteBeta } from "../../numeric/incomplete-beta.js";
import { logGamma } from "../../numeric/log-gamma.js";
import { findRoot } from "../../numeric/root.js";

/** How an auditor did: of the canaries, about how many it guessed, and how many of these guesses were right. */
export interface Guesses {
  /** m, 1 or more; those of several independent runs may be added up */
  readonly canaries: number;
  /** r, at most m: about the others it abstained */
  readonly guesses: number;
  /** v, at most r */
  readonly correct: number;
}

/**
 * The most that the probability of so many correct guesses can be under (epsilon, delta), in [0, 1].
 * @param epsilon nats, in [0, ∞)
 * @param delta in [0, 1]
 * @throws {RangeError} unless 0 <= correct <= guesses <= canaries are integers, and the rest is in range
 */
export function oneRunPValue(outcome: Guesses, epsilon: number, delta: number): number {
  const { canaries, guesses, correct } = checked(outcome);
  if (!(epsilon >= 0)) throw new RangeError(`epsilon is ${epsilon}, must be in [0, ∞)`);
  if (!(delta >= 0 && delta <= 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1]`);
  if (correct === 0) return 1;
  const right = 1 / (1 + Math.exp(-epsilon));
  const beta = incompleteBeta(right, correct, guesses - correct + 1);
  if (delta === 0) return beta;
  const logRight = -Math.log1p(Math.exp(-epsilon));
  const logWrong = logRight - epsilon;
  let logChoose = logGamma(guesses + 1) - logGamma(correct + 1) - logGamma(guesses - correct + 1);
  let tail = 0;
  let alpha = 0;
  for (let i = 1; i <= correct; i++) {
    const k = correct - i;
    logChoose += Math.log((k + 1) / (guesses - k));
    // P[correct - i <= Bin(guesses, right) < correct]
    tail += Math.exp(logChoose + k * logRight + (guesses - k) * logWrong);
    alpha = Math.max(alpha, tail / i);
  }
  return Math.min(1, beta + 2 * canaries * delta * alpha);
}

/**
 * Epsilon (nats) is at least this, with confidence 1 - significance; 0 where the guesses say nothing. For guesses that
 * were settled before the coins were known: where the best of several is taken, divide the significance among them.
 * @param significance in (0, 1)
 * @throws {RangeError} as `oneRunPValue` does, and on another significance
 */
export function oneRunLowerBound(outcome: Guesses, delta: number, significance: number): number {
  return oneRunBest([outcome], delta, significance).bound;
}

/** The highest of the bounds that each of the outcomes gives by itself, with this significance each. */
export function oneRunBest(outcomes: readonly Guesses[], delta: number, significance: number): Best {
  checkSignificance(significance);
  return largestRefuted(outcomes, (outcome, epsilon) => significance - oneRunPValue(outcome, epsilon, delta));
}

export interface Best {
  readonly bound: number;
  /** that gives it; the first where none gives more than 0 */
  readonly outcome: Guesses;
}

/**
 * The largest x in [0, ∞) with excess(outcome, x) > 0 for any of the outcomes, for an excess that falls with x. Most
 * outcomes are known not to reach what another has reached by one look.
 */
export function largestRefuted(outcomes: readonly Guesses[], excess: (outcome: Guesses, x: number) => number): Best {
  return outcomes.reduce<Best>(
    (best, outcome) => {
      if (excess(outcome, best.bound) <= 0) return best;
      let high = Math.max(1, 2 * best.bound);
      while (excess(outcome, high) > 0) high *= 2;
      return { bound: findRoot((x) => excess(outcome, x), best.bound, high, 1e-10), outcome };
    },
    { bound: 0, outcome: outcomes[0] },
  );
}

/** @throws {RangeError} */
export function checkSignificance(significance: number): void {
  if (significance > 0 && significance < 1) return;
  throw new RangeError(`significance is ${significance}, must be in (0, 1)`);
}

/** @throws {RangeError} */
export function checked(outcome: Guesses): Guesses {
  const { canaries, guesses, correct } = outcome;
  const integers = [canaries, guesses, correct].every(Number.isInteger);
  if (integers && 0 <= correct && correct <= guesses && guesses <= canaries && canaries >= 1) return outcome;
  throw new RangeError(
    `${correct} correct of ${guesses} guesses about ${canaries} canaries: must be integers, 0 <= correct <= guesses <= canaries >= 1`,
  );
}
