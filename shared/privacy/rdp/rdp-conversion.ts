/** From Rényi differential privacy to (epsilon, delta), in nats. @module */

/** Epsilon that RDP `rdp` of order `order` gives at `delta`; may be negative or Infinity. */
export type RdpConversion = (order: number, rdp: number, delta: number) => number;

/** Orders at which the improved bound is not worth evaluating: its last term grows without limit near 1. */
const LOWEST_ORDER = 1.01;

/**
 * The improved conversion: Canonne, Kamath and Steinke 2020, proposition 12; Balle et al. 2020, theorem 21. Where the
 * divergence is so small that total variation alone is at most delta (Bretagnolle and Huber 1978), epsilon is 0.
 */
export const improvedConversion: RdpConversion = (order, rdp, delta) => {
  if (-Math.expm1(-rdp) <= delta * delta) return 0;
  if (order < LOWEST_ORDER) return Infinity;
  return rdp + Math.log1p(-1 / order) - (Math.log(delta) + Math.log(order)) / (order - 1);
};

/** The conversion of the first papers, such as Abadi et al. 2016: Mironov 2017, proposition 3. */
export const classicConversion: RdpConversion = (order, rdp, delta) => rdp - Math.log(delta) / (order - 1);

/**
 * The smallest epsilon over all orders, at least 0.
 * @param orders each in (1, ∞)
 * @param rdp one value an order, in [0, ∞]
 * @param delta in (0, 1]
 */
export function epsilonOfRdp(
  orders: readonly number[],
  rdp: ArrayLike<number>,
  delta: number,
  conversion: RdpConversion,
): number {
  const smallest = orders.reduce((least, order, i) => Math.min(least, conversion(order, rdp[i], delta)), Infinity);
  return Math.max(0, smallest);
}
