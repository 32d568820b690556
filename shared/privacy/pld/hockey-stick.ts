/** δ(ε) and ε(δ) of a composed loss: the hockey-stick divergence E[(1 − e^(ε − loss))⁺]. @module */
import type { TiltedLoss } from "./tilted-loss.js";

/**
 * Tilted probability that may be elsewhere: outside the window, wrapped round to its other end, and in rounding errors
 * of the transform. What it could do to δ is added for an upper bound, and taken off for a lower one.
 */
const ELSEWHERE = 1e-12;

/** e^(−θ·x) (1 − e^(−x)) at most, for x > 0 */
const greatestWeight = (tilt: number) => Math.exp(tilt * Math.log(tilt) - (1 + tilt) * Math.log1p(tilt));

/** The end of a range that is wanted. */
export type End = "lower" | "upper";

const signed = (end: End, tilt: number) => (end === "upper" ? 1 : -1) * ELSEWHERE * greatestWeight(tilt);

/** @param epsilon nats */
export function deltaOf(
  { step, first, tilted, tilt, logTotal, infinite }: TiltedLoss,
  epsilon: number,
  end: End,
): number {
  let sum = signed(end, tilt);
  for (let i = tilted.length - 1; i >= 0; i--) {
    const excess = (first + i) * step - epsilon;
    if (excess <= 0) break;
    sum += tilted[i] * Math.exp(-tilt * excess) * -Math.expm1(-excess);
  }
  return Math.max(0, Math.min(1, infinite + sum * Math.exp(logTotal - tilt * epsilon)));
}

/** Cells after which a product of powers is worked out afresh. */
const FRESH = 64;

/** The least ε, 0 or more, whose δ is at most `delta`; Infinity where the infinite losses alone exceed it. */
export function epsilonOf(
  { step, first, tilted, tilt, logTotal, infinite }: TiltedLoss,
  delta: number,
  end: End,
): number {
  if (delta >= 1) return 0;
  if (infinite >= delta) return Infinity;
  const logGoal = Math.log(delta - infinite) - logTotal;
  const elsewhere = signed(end, tilt);
  const [decay, discount] = [Math.exp(-tilt * step), Math.exp(-step)];
  // Of the cells above the one reached, whose loss is l: Σ tilted·e^(−θ·(loss − l)), and the same times e^(l − loss).
  let [above, discounted] = [0, 0];
  let goal = Infinity;
  for (let i = tilted.length - 1, n = 0; i >= 0; i--, n++) {
    const loss = (first + i) * step;
    goal = n % FRESH === 0 ? Math.exp(logGoal + tilt * loss) : goal * decay;
    // on this cell's interval δ is above − e^(ε − loss)·discounted
    if (above - discounted >= goal - elsewhere) {
      const epsilon = loss + Math.log((above - goal + elsewhere) / discounted);
      return Math.max(0, epsilon);
    }
    if (loss < 0) return 0;
    above = (above + tilted[i]) * decay;
    discounted = (discounted + tilted[i]) * decay * discount;
  }
  return Math.max(0, first * step);
}
