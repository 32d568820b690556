/** Sums of numbers known by their logarithms. @module */

/** log Σ exp(x_i), exact to rounding at any scale; -Infinity for no terms. */
export function logSumExp(logs: ArrayLike<number>): number {
  let max = -Infinity;
  for (let i = 0; i < logs.length; i++) if (logs[i] > max || Number.isNaN(logs[i])) max = logs[i];
  if (!Number.isFinite(max)) return max;
  let sum = 0;
  for (let i = 0; i < logs.length; i++) sum += Math.exp(logs[i] - max);
  return max + Math.log(sum);
}

/** log(1 + exp(x)). */
export function log1pExp(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** log(exp(x) - 1) for x in [0, ∞]. */
export function logExpm1(x: number): number {
  return x > Math.LN2 ? x + Math.log1p(-Math.exp(-x)) : Math.log(Math.expm1(x));
}
