/**
 * The Gaussian mechanism exactly: theorem 8 of Balle and Wang 2018 (arXiv:1805.06530), in log space.
 *
 * With μ = sensitivity / standard deviation of the noise and u = ε / μ - μ / 2, δ(ε) = Φ(-u) - e^ε Φ(-u - μ). As
 * e^ε φ(u + μ) = φ(u), that is φ(u) (R(u) - R(u + μ)) with the Mills ratio R: a difference that loses no digits, however
 * small δ is. μ is the parameter of Gaussian differential privacy (Dong, Roth and Su 2022), 1 / noise multiplier.
 * @module
 */
import { LOWEST_MILLS, millsDifference, millsRatio } from "../numeric/mills-ratio.js";
import { normalCdf, normalLogCdf, normalQuantile } from "../numeric/normal.js";
import { findRoot } from "../numeric/root.js";

/**
 * log δ of (ε, δ) differential privacy, exact to about 1e-13 of 1 + |log δ|; -Infinity at μ = 0.
 * @param mu in [0, ∞]
 * @param epsilon nats, in [0, ∞]
 */
export function gaussianLogDelta(mu: number, epsilon: number): number {
  if (mu === 0 || epsilon === Infinity) return -Infinity;
  if (mu === Infinity) return 0;
  const u = epsilon / mu - mu / 2;
  if (u === Infinity) return -Infinity;
  const logDensity = -0.5 * (u * u + Math.log(2 * Math.PI));
  if (u >= LOWEST_MILLS) return logDensity + Math.log(millsDifference(u, mu));
  // δ is near 1 or μ is not small: nothing cancels
  const inside = normalLogCdf(-u);
  return inside + Math.log1p(-Math.exp(logDensity + Math.log(millsRatio(u + mu)) - inside));
}

/** δ at which noise of that multiplier, in [0, ∞], is (epsilon, δ) differentially private; epsilon in [0, ∞]. */
export function gaussianDelta(noiseMultiplier: number, epsilon: number): number {
  return Math.exp(gaussianLogDelta(1 / noiseMultiplier, epsilon));
}

/**
 * The least ε, nats, at which μ Gaussian differential privacy is (ε, δ) differential privacy, to about 1e-14 of it.
 * @param mu in [0, ∞]
 * @param delta in [0, 1]
 */
export function epsilonOfGdp(mu: number, delta: number): number {
  if (mu === 0 || delta === 1) return 0;
  if (mu === Infinity || delta === 0) return Infinity;
  const target = Math.log(delta);
  const excess = (epsilon: number): number => gaussianLogDelta(mu, epsilon) - target;
  if (excess(0) <= 0) return 0;
  // δ < Φ(-u), so that u is at most the quantile
  const highest = mu * (mu / 2 - normalQuantile(delta));
  return mu * findRoot((scaled) => excess(mu * scaled), 0, (highest / mu) * (1 + 1e-12), 0);
}

/** The same, of noise of that multiplier, in [0, ∞]. */
export function gaussianEpsilon(noiseMultiplier: number, delta: number): number {
  return epsilonOfGdp(1 / noiseMultiplier, delta);
}

/**
 * The least noise multiplier that is (epsilon, delta) differentially private; the returned one is.
 * @param epsilon nats, in [0, ∞]
 * @param delta in [0, 1]; at 0 the result is Infinity
 * @throws {RangeError} on an epsilon or a delta out of range
 */
export function gaussianNoiseMultiplier(epsilon: number, delta: number): number {
  if (!(epsilon >= 0)) throw new RangeError(`epsilon is ${epsilon}, must be in [0, ∞]`);
  if (!(delta >= 0 && delta <= 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1]`);
  if (epsilon === Infinity || delta === 1) return 0;
  if (delta === 0) return Infinity;
  const target = Math.log(delta);
  const excess = (logMu: number): number => gaussianLogDelta(Math.exp(logMu), epsilon) - target;
  let low = Math.log(leastMu(epsilon, delta)) - 1e-9;
  let high = low + 2e-9;
  // a μ that is hardly a number any more is rounded to another
  while (excess(low) > 0) low -= 1;
  for (let step = 0.5; excess(high) < 0; step *= 2) high += step;
  let noiseMultiplier = Math.exp(-findRoot(excess, low, high, 0));
  for (let step = 1e-16; gaussianLogDelta(1 / noiseMultiplier, epsilon) > target; step *= 2)
    noiseMultiplier *= 1 + step;
  return noiseMultiplier;
}

/** A μ that is too small or just right: δ is at most Φ(-u) at any ε, and at most μ / sqrt(2π). */
function leastMu(epsilon: number, delta: number): number {
  const z = -normalQuantile(delta);
  const root = Math.hypot(z, Math.sqrt(2 * epsilon));
  const byTail = z > 0 ? (2 * epsilon) / (z + root) : root - z;
  return Math.max(byTail, delta * Math.sqrt(2 * Math.PI));
}

/**
 * The greatest true positive rate of a test between neighbours under μ Gaussian differential privacy.
 * @param falsePositiveRate in [0, 1]
 */
export function gdpTruePositiveRate(mu: number, falsePositiveRate: number): number {
  if (falsePositiveRate === 0 || falsePositiveRate === 1) return falsePositiveRate;
  return normalCdf(normalQuantile(falsePositiveRate) + mu);
}
