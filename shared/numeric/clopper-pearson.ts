/** Exact confidence intervals of a probability: Clopper and Pearson 1934. @module */
import { incompleteBeta } from "./incomplete-beta.js";
import type { Interval } from "./interval.js";
import { findRoot } from "./root.js";

/**
 * The interval that covers the probability of success with at least `confidence`, whatever it is.
 * @param successes integer in [0, trials]
 * @param trials integer, 1 or more
 * @param confidence in (0, 1)
 * @throws {RangeError} on anything else
 */
export function clopperPearson(successes: number, trials: number, confidence = 0.95): Interval {
  const counts = Number.isInteger(successes) && Number.isInteger(trials) && 0 <= successes && successes <= trials;
  if (!counts || trials < 1)
    throw new RangeError(`${successes} successes in ${trials} trials: must be integers, 0 <= successes <= trials >= 1`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence is ${confidence}, must be in (0, 1)`);
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
  };
}

function betaQuantile(p: number, a: number, b: number): number {
  return findRoot((x) => incompleteBeta(x, a, b) - p, 0, 1);
}
