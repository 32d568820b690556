/** From zero-concentrated to (epsilon, delta) differential privacy, in nats. @module */
import { findRoot } from "../numeric/root.js";

export interface ZcdpConversion {
  /** @param rho in (0, ∞) @param delta in (0, 1) */
  epsilon(rho: number, delta: number): number;
  /** the inverse; @param rho in (0, ∞) @param epsilon in [0, ∞) */
  delta(rho: number, epsilon: number): number;
}

/** Bun and Steinke 2016, proposition 1.3: ε = ρ + 2 sqrt(ρ log 1/δ). */
export const classicZcdp: ZcdpConversion = {
  epsilon: (rho, delta) => rho + 2 * Math.sqrt(-rho * Math.log(delta)),
  delta: (rho, epsilon) => (epsilon <= rho ? 1 : Math.exp(-((epsilon - rho) ** 2) / rho / 4)),
};

/**
 * The improved conversion of the Rényi divergences ρ α (Canonne, Kamath and Steinke 2020, proposition 12) at the best of
 * all orders α = 1 + x: setting its derivative to 0 leaves log 1/δ = ρ x² + log(1 + x) and ε = ρ (2x + 1) - log(1 + 1/x),
 * which rise with x. Where total variation alone is at most δ, ε is 0.
 */
export const optimalZcdp: ZcdpConversion = {
  epsilon(rho, delta) {
    const target = -Math.log(delta);
    if (-logVariation(rho) >= target) return 0;
    const x = findRoot((at) => rho * at * at + Math.log1p(at) - target, 0, Math.sqrt(target / rho), 0);
    return Math.max(0, rho * (2 * x + 1) - Math.log1p(1 / x));
  },
  delta(rho, epsilon) {
    const excess = (logX: number): number => rho * (2 * Math.exp(logX) + 1) - Math.log1p(Math.exp(-logX)) - epsilon;
    let [low, high] = [-1, 1];
    while (excess(low) > 0) low *= 2;
    while (excess(high) < 0) high *= 2;
    const x = Math.exp(findRoot(excess, low, high, 0));
    return Math.exp(Math.min(-rho * x * x - Math.log1p(x), logVariation(rho)));
  },
};

/** log of the greatest total variation, as the divergence of order 1 is at most ρ: Bretagnolle and Huber 1978. */
const logVariation = (rho: number): number => Math.log(-Math.expm1(-rho)) / 2;
