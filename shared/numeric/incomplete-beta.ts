/** The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22). @module */
import { logGamma } from "./log-gamma.js";

/** I_x(a, b) = P[Beta(a, b) <= x] for a, b > 0 and x in [0, 1]. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return Math.exp(logFront) / (a * fraction(x, a, b));
}

/** 1 + d1/(1 + d2/(1 + ...)), by the modified Lentz method. */
function fraction(x: number, a: number, b: number): number {
  let [value, c, d] = [1, 1, 0];
  for (let i = 1; i < 10_000; i++) {
    const m = i >> 1;
    const term =
      i % 2 === 0
        ? (m * (b - m) * x) / ((a + i - 1) * (a + i))
        : (-(a + m) * (a + b + m) * x) / ((a + i - 1) * (a + i));
    d = 1 / (1 + term * d);
    c = 1 + term / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}
