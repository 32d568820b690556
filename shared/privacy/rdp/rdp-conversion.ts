/** Between Rényi differential privacy and (epsilon, delta), in nats. @module */

export interface RdpConversion {
  /** epsilon that RDP `rdp` of order `order` gives at `delta`; may be negative or Infinity */
  epsilon(order: number, rdp: number, delta: number): number;
  /** the inverse: log delta at an epsilon; may be positive */
  logDelta(order: number, rdp: number, epsilon: number): number;
}

/** Orders at which the improved bound is not worth evaluating: its last term grows without limit near 1. */
const LOWEST_ORDER = 1.01;

/**
 * The improved conversion: Canonne, Kamath and Steinke 2020, proposition 12; Balle et al. 2020, theorem 21. Where the
 * divergence is so small that total variation alone is at most delta (Bretagnolle and Huber 1978), epsilon is 0.
 */
export const improvedConversion: RdpConversion = {
  epsilon(order, rdp, delta) {
    if (-Math.expm1(-rdp) <= delta * delta) return 0;
    if (order < LOWEST_ORDER) return Infinity;
    return rdp + Math.log1p(-1 / order) - (Math.log(delta) + Math.log(order)) / (order - 1);
  },
  logDelta(order, rdp, epsilon) {
    const byVariation = Math.log(-Math.expm1(-rdp)) / 2;
    if (order < LOWEST_ORDER) return byVariation;
    return Math.min(byVariation, (order - 1) * (rdp - epsilon + Math.log1p(-1 / order)) - Math.log(order));
  },
};

/** The conversion of the first papers, such as Abadi et al. 2016: Mironov 2017, proposition 3. */
export const classicConversion: RdpConversion = {
  epsilon: (order, rdp, delta) => rdp - Math.log(delta) / (order - 1),
  logDelta: (order, rdp, epsilon) => (order - 1) * (rdp - epsilon),
};

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
  const smallest = orders.reduce(
    (least, order, i) => Math.min(least, conversion.epsilon(order, rdp[i], delta)),
    Infinity,
  );
  return Math.max(0, smallest);
}

/**
 * The smallest delta over all orders, at most 1.
 * @param epsilon nats, in [0, ∞)
 */
export function deltaOfRdp(
  orders: readonly number[],
  rdp: ArrayLike<number>,
  epsilon: number,
  conversion: RdpConversion,
): number {
  return Math.exp(orders.reduce((least, order, i) => Math.min(least, conversion.logDelta(order, rdp[i], epsilon)), 0));
}
