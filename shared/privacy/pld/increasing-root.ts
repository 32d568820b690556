/** Where an increasing function takes a value. @module */

/**
 * The z with f(z) = value, to the last digit; ∓Infinity where f stays on one side of it.
 * @param scale of z, to begin with
 */
export function increasingRoot(f: (z: number) => number, value: number, scale: number): number {
  let [low, high] = [-scale, scale];
  for (; f(low) > value; low *= 2) if (low < -1e300) return -Infinity;
  for (; f(high) < value; high *= 2) if (high > 1e300) return Infinity;
  for (let i = 0; i < 200; i++) {
    const middle = low / 2 + high / 2;
    if (middle <= low || middle >= high) break;
    if (f(middle) < value) low = middle;
    else high = middle;
  }
  return high;
}
