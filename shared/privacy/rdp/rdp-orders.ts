/** RDP at the orders the accountants minimise over. @module */

/** 1.1, 1.2 .. 10.9, 11, 12 .. 63, 128, 256, 512, 1024 */
export const rdpOrders: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => (11 + i) / 10),
  ...Array.from({ length: 53 }, (_, i) => 11 + i),
  128,
  256,
  512,
  1024,
];

/** λ + 1 for the moments λ = 1 .. 32 of Abadi et al. 2016. */
export const momentOrders: readonly number[] = Array.from({ length: 32 }, (_, i) => i + 2);

/** A run asks for the same few mechanisms after every round, so their curves are kept. */
const kept = new WeakMap<readonly number[], Map<string, Float64Array>>();
const KEPT_CURVES = 64;

/**
 * RDP of one release at every order, nats; not to be written to.
 * @param orders one of the lists above, by identity
 * @param name equal for equal `rdp`
 */
export function rdpCurve(orders: readonly number[], name: string, rdp: (order: number) => number): Float64Array {
  let curves = kept.get(orders);
  if (curves === undefined || curves.size >= KEPT_CURVES) kept.set(orders, (curves = new Map<string, Float64Array>()));
  let curve = curves.get(name);
  if (curve === undefined) curves.set(name, (curve = Float64Array.from(orders, rdp)));
  return curve;
}
