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

/** A run asks for the same few mechanisms after every round, so their curves are kept. */
const kept = new Map<string, Float64Array>();
const KEPT_CURVES = 64;

/** RDP of one release at every order of `rdpOrders`, nats; not to be written to. */
export function rdpCurve(name: string, rdp: (order: number) => number): Float64Array {
  let curve = kept.get(name);
  if (curve === undefined) {
    curve = Float64Array.from(rdpOrders, rdp);
    if (kept.size >= KEPT_CURVES) kept.clear();
    kept.set(name, curve);
  }
  return curve;
}
