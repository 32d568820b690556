/** The Mills ratio R(x) = P[N(0, 1) > x] / φ(x) of the normal distribution, φ its density, and differences of it. @module */
import { erfcx } from "./erfc.js";

/** Below this the ratio is better avoided: it grows like 1 / φ(x). */
export const LOWEST_MILLS = -0.6;

/** R(x) for x >= -0.6, to about 15 digits. */
export function millsRatio(x: number): number {
  return Math.sqrt(Math.PI / 2) * erfcx(x * Math.SQRT1_2);
}

/** -R'(x) = 1 - x R(x) for x >= -0.6; far out by its asymptotic series, as the difference would lose its digits. */
function millsSlope(x: number): number {
  if (x < 30) return 1 - x * millsRatio(x);
  const y = 1 / (x * x);
  let [term, sum] = [y, y];
  for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 2) {
    term *= -k * y;
    sum += term;
  }
  return sum;
}

/** Nodes in (0, 1) and weights of the Gauss-Legendre rule of ten points on [-1, 1], one half of them. */
const rule = [
  [0.14887433898163122, 0.29552422471475287],
  [0.4333953941292472, 0.26926671930999635],
  [0.6794095682990244, 0.219086362515982],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.06667134430868814],
] as const;

/**
 * R(x) - R(x + width) to full relative precision: for a small width the integral of the slope, whose Taylor series
 * converges everywhere, by ten Gauss-Legendre points.
 * @param x -0.6 or more
 * @param width 0 or more
 */
export function millsDifference(x: number, width: number): number {
  if (width > 1) return millsRatio(x) - millsRatio(x + width);
  const [middle, half] = [x + width / 2, width / 2];
  let sum = 0;
  for (const [node, weight] of rule) {
    sum += weight * (millsSlope(middle - half * node) + millsSlope(middle + half * node));
  }
  return half * sum;
}
