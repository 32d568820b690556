/** The convex excess (1 + x)^α - 1 - αx, in logarithms and to full relative precision. @module */

/**
 * log((1 + x)^α - 1 - αx) for x = q (exp(w) - 1); -Infinity at x = 0.
 * @param q in (0, 1)
 * @param w any real number; exp(w) may overflow
 * @param order α in (1, ∞)
 */
export function logPowerExcess(q: number, w: number, order: number): number {
  const x = q * Math.expm1(w);
  if (Math.abs(x) * order < 0.1) return logSeries(x, order);
  if (x < 1) return Math.log(Math.expm1(order * Math.log1p(x)) - order * x);
  // log(1 + x) without exp(w), which may overflow
  const l = w > 1 ? Math.log(q) + w + Math.log1p(((1 - q) / q) * Math.exp(-w)) : Math.log1p(x);
  return order * l + Math.log1p((order - 1) * Math.exp(-order * l) - order * Math.exp((1 - order) * l));
}

/** log Σ_{k>=2} C(α, k) x^k, for small x, where subtracting 1 + αx would lose the digits. */
function logSeries(x: number, order: number): number {
  let term = (order * (order - 1)) / 2;
  let sum = term;
  for (let k = 3; k < 60 && Math.abs(term) > 1e-17 * sum; k++) {
    term *= ((order - k + 1) / k) * x;
    sum += term;
  }
  return Math.log(sum) + 2 * Math.log(Math.abs(x));
}
