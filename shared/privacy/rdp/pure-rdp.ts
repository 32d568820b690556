/**
 * What a pure epsilon alone implies in other measures, tightly: randomised response between two answers is the worst
 * of all mechanisms of that epsilon (Kairouz, Oh and Viswanath 2017, theorem 3.1).
 * @module
 */
import { log1pExp, logExpm1 } from "../../numeric/log-sum-exp.js";
import { normalQuantile } from "../../numeric/normal.js";

/**
 * Rényi divergence of an order, nats: log(1 + 2 sinh(α ε/2) sinh((α-1) ε/2) / cosh(ε/2)) / (α-1), at most epsilon.
 * @param epsilon nats, in [0, ∞]
 * @param order α in (1, ∞)
 */
export function pureRdp(epsilon: number, order: number): number {
  if (epsilon === 0 || epsilon === Infinity) return epsilon;
  // sinh x = (e^2x - 1) / 2e^x, cosh x = (e^2x + 1) / 2e^x
  const logExcess =
    logExpm1(order * epsilon) + logExpm1((order - 1) * epsilon) - log1pExp(epsilon) - (order - 1) * epsilon;
  return Math.min(epsilon, log1pExp(logExcess) / (order - 1));
}

/** ρ of zero-concentrated differential privacy, ε tanh(ε/2): the divergence over its order is greatest at order 1. */
export function pureZcdp(epsilon: number): number {
  return epsilon * Math.tanh(epsilon / 2);
}

/** μ of Gaussian differential privacy: its trade-off curve meets that of randomised response at the corner, and is convex. */
export function pureGdp(epsilon: number): number {
  return -2 * normalQuantile(Math.exp(-log1pExp(epsilon)));
}
