/** δ(ε) and ε(δ) of a composed loss: the hockey-stick divergence E[(1 − e^(ε − loss))⁺]. @module */
import type { ComposedLoss } from "./composition.js";

/** @param epsilon nats */
export function deltaOf({ step, first, tilted, tilt, logTotal, infinite }: ComposedLoss, epsilon: number): number {
  let sum = 0;
  for (let i = tilted.length - 1; i >= 0; i--) {
    const excess = (first + i) * step - epsilon;
    if (excess <= 0) break;
    sum += tilted[i] * Math.exp(-tilt * excess) * -Math.expm1(-excess);
  }
  return Math.min(1, infinite + sum * Math.exp(logTotal - tilt * epsilon));
}

/** The least ε, 0 or more, whose δ is at most `delta`; Infinity where the infinite losses alone exceed it. */
export function epsilonOf({ step, first, tilted, tilt, logTotal, infinite }: ComposedLoss, delta: number): number {
  if (infinite >= delta) return Infinity;
  const logGoal = Math.log(delta - infinite) - logTotal;
  const [decay, discount] = [Math.exp(-tilt * step), Math.exp(-step)];
  // Of the cells above the one reached, whose loss is l: Σ tilted·e^(−θ·(loss − l)), and the same times e^(l − loss).
  let [above, discounted] = [0, 0];
  for (let i = tilted.length - 1; i >= 0; i--) {
    const loss = (first + i) * step;
    const goal = Math.exp(logGoal + tilt * loss);
    // on this cell's interval δ is above − e^(ε − loss)·discounted
    if (above - discounted >= goal) return Math.max(0, loss + Math.log((above - goal) / discounted));
    if (loss < 0) return 0;
    above = (above + tilted[i]) * decay;
    discounted = (discounted + tilted[i]) * decay * discount;
  }
  return Math.max(0, first * step);
}
