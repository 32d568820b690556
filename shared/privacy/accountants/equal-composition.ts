/**
 * The exact composition of k mechanisms of the same pure ε: Kairouz, Oh and Viswanath 2017, theorem 3.3, at any epsilon.
 *
 * The worst is randomised response, whose loss after l answers of k against the record is (k - 2l) ε. Those with a loss
 * above x leave δ(x) = P[L <= l] - e^x Q[L <= l], with L binomial: of success 1 / (1 + e^ε) under P and its rest under Q.
 * @module
 */
import { log1pExp } from "../../numeric/log-sum-exp.js";

/** Of more than so many the sums would take too long. */
export const MOST_EQUAL = 1_000_000;

/** For each l from 0: x below which answers up to l count, and the logarithms of both probabilities of at most l. */
function* tails(epsilon: number, count: number): Generator<readonly [x: number, logP: number, logQ: number]> {
  const logAll = count * log1pExp(epsilon);
  let [logBinomial, logP, logQ] = [0, -Infinity, -Infinity];
  for (let l = 0; l <= count; l++) {
    if (l > 0) logBinomial += Math.log((count - l + 1) / l);
    logP = logSum(logP, logBinomial + (count - l) * epsilon - logAll);
    logQ = logSum(logQ, logBinomial + l * epsilon - logAll);
    yield [(count - 2 * l) * epsilon, logP, logQ];
  }
}

const logSum = (a: number, b: number): number => Math.max(a, b) + log1pExp(-Math.abs(a - b));

/**
 * The least epsilon of all, nats.
 * @param epsilon of each, in (0, ∞)
 * @param count an integer, 1 or more
 * @param slack the delta of all, in (0, 1)
 */
export function equalEpsilon(epsilon: number, count: number, slack: number): number {
  const logSlack = Math.log(slack);
  for (const [x, logP, logQ] of tails(epsilon, count)) {
    // between this loss and the next lower one, δ is P - e^x Q of the answers so far
    const next = Math.max(0, x - 2 * epsilon);
    if (logP > logSlack && logP + Math.log1p(-Math.exp(Math.min(0, next + logQ - logP))) >= logSlack) {
      return Math.max(0, logP + Math.log1p(-Math.exp(logSlack - logP)) - logQ);
    }
    if (next === 0) return 0;
  }
  return 0;
}
