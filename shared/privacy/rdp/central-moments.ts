/**
 * log E_P[(Q/P - 1)^l] of noise at its worst, P and Q 1 apart, for even l >= 2: the Pearson-Vajda divergences.
 *
 * Wang, Balle and Kasiviswanathan 2019 write them as forward differences of exp((α - 1) ε(α)), whose terms cancel; as
 * integrals of what is never negative they keep all digits.
 * @module
 */
import { logExpm1, logSumExp } from "../../numeric/log-sum-exp.js";
import { logMeanOverLoss } from "./sampled-laplace-rdp.js";

const logDistanceFrom1 = (w: number): number => (w > 0 ? logExpm1(w) : Math.log(-Math.expm1(w)));

/** @param noiseMultiplier b in (0, ∞) */
export function laplaceCentralMoment(noiseMultiplier: number, l: number): number {
  return logMeanOverLoss(1 / noiseMultiplier, (w) => l * logDistanceFrom1(w));
}

/** Below this noise multiplier every moment is E_P[(Q/P)^l] to all digits. */
const LEADING_TERM_ONLY = 0.1;
/** How far from a peak the integrand is followed: it falls at least as fast as exp(-t² / 2). */
const REACH = 9;

/**
 * By the trapezoidal rule over t = z / σ, z ~ N(0, σ²). The integrand is entire; a step of 1.6 / sqrt(l) leaves an error
 * far below the last digit even where it is t^l exp(-t² / 2), whose transform reaches furthest. Its logarithm is concave on
 * either side of the zero at w = 0, with one peak on each.
 * @param noiseMultiplier σ in (0, ∞)
 */
export function gaussianCentralMoment(noiseMultiplier: number, l: number): number {
  if (noiseMultiplier < LEADING_TERM_ONLY) return (l * (l - 1)) / 2 / noiseMultiplier / noiseMultiplier;
  const loss = (t: number): number => (t - 0.5 / noiseMultiplier) / noiseMultiplier;
  const logIntegrand = (t: number): number => l * logDistanceFrom1(loss(t)) - (t * t) / 2;
  const zero = 0.5 / noiseMultiplier;
  // d/dt is l e^w / σ (e^w - 1) - t: the peaks are where that is 0, between the zero and l / σ beyond it
  const slope = (t: number): number => l / noiseMultiplier / -Math.expm1(-loss(t)) - t;
  const reach = l / noiseMultiplier + Math.sqrt(l) + 1;
  const left = crossing(slope, zero - reach, zero);
  const right = crossing(slope, zero, zero + reach);
  const step = Math.min(0.4, 1.6 / Math.sqrt(l));
  const logs: number[] = [];
  const first = Math.floor((left - REACH) / step);
  const last = Math.ceil((right + REACH) / step);
  for (let i = first; i <= last; i++) {
    const t = i * step;
    // nothing to see between the peaks when they are far apart
    if (t > left + REACH && t < right - REACH) i = Math.max(i, Math.floor((right - REACH) / step));
    logs.push(logIntegrand(i * step));
  }
  return logSumExp(logs) + Math.log(step) - 0.5 * Math.log(2 * Math.PI);
}

/** Where `f`, which falls, crosses 0: to a hundredth, as the integrand is about 1 wide. */
function crossing(f: (t: number) => number, low: number, high: number): number {
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
