/** Where an increasing function takes a value. @module */
import { findRoot } from "../../numeric/root.js";

/**
 * The z with f(z) = value, to rounding; ∓Infinity where f stays on one side of it.
 * @param scale of z, to begin with
 */
export function increasingRoot(f: (z: number) => number, value: number, scale: number): number {
  let [low, high] = [-scale, scale];
  for (; f(low) > value; low *= 2) if (low < -1e300) return -Infinity;
  for (; f(high) < value; high *= 2) if (high > 1e300) return Infinity;
  return findRoot((z) => f(z) - value, low, high, 1e-15 * scale);
}
