/**
 * The same guesses held against everything that an accountant claims, not against one epsilon: Mahloujifar, Melis and
 * Chaudhuri 2024, "Auditing f-Differential Privacy in One Run", arXiv:2410.22235, algorithm with a cap on the guesses.
 *
 * A trade-off curve f says how small the false negative rate of a test at a false positive rate can be. A bound at one
 * small delta sees only the far end of it; noise that is too small by half shows in the middle.
 * @module
 */
import { normalCdf, normalQuantile } from "../../numeric/normal.js";
import { epsilonOfGdp } from "../analytic-gaussian.js";
import { checked, checkSignificance, largestRefuted, type Guesses } from "./one-run.js";

/** f: from a false positive rate in [0, 1] to the least false negative rate. Convex, falling, symmetric. */
export type TradeOff = (falsePositiveRate: number) => number;

/** One (epsilon, delta) that is claimed. */
export interface ClaimedPoint {
  /** nats */
  readonly epsilon: number;
  readonly delta: number;
}

/** What several guarantees of one mechanism together leave a test (Wasserman and Zhou 2010; Dong, Roth and Su 2022). */
export function tradeOffOf(claims: readonly ClaimedPoint[]): TradeOff {
  return (rate) =>
    claims.reduce((most, { epsilon, delta }) => {
      const either = [1 - delta - Math.exp(epsilon) * rate, Math.exp(-epsilon) * (1 - delta - rate)];
      return Math.max(most, ...either);
    }, 0);
}

/** That of a Gaussian mechanism whose means lie mu standard deviations apart. */
export function gaussianTradeOff(mu: number): TradeOff {
  return (rate) => (rate <= 0 ? 1 : rate >= 1 ? 0 : normalCdf(-normalQuantile(rate) - mu));
}

/**
 * By how much so many correct guesses are more than f allows: above 0, f is refuted with confidence 1 - significance.
 * @throws {RangeError} unless 0 <= correct <= guesses <= canaries are integers
 */
export function tradeOffExcess(outcome: Guesses, f: TradeOff, significance: number): number {
  const { canaries, guesses, correct } = checked(outcome);
  // r and h are shares of all canaries: of those guessed right, and wrong, where at least i guesses are right
  let right = (significance * correct) / canaries;
  let wrong = (significance * (guesses - correct)) / canaries;
  for (let i = correct - 1; i >= 0; i--) {
    const next = Math.max(wrong, f(1 - right));
    if (next === wrong) break;
    right = Math.min(1, right + (i / (guesses - i)) * (next - wrong));
    wrong = next;
  }
  return right + wrong - guesses / canaries;
}

/**
 * Epsilon (nats) at delta is at least this, with confidence 1 - significance, if the mechanism's trade-off curve is a
 * Gaussian's: exact for full batches with Gaussian noise, an approximation for many sampled ones. The highest that any of
 * the outcomes gives, with this significance each.
 * @throws {RangeError} as `tradeOffExcess` does, and on a significance outside (0, 1)
 */
export function gaussianLowerBound(outcomes: readonly Guesses[], delta: number, significance: number): number {
  checkSignificance(significance);
  const { bound: mu } = largestRefuted(outcomes, (outcome, candidate) =>
    tradeOffExcess(outcome, gaussianTradeOff(candidate), significance),
  );
  return mu === 0 ? 0 : epsilonOfGdp(mu, delta);
}
