/** Vectors on a grid, where sums are exact and a bound on a norm is one to the last digit. @module */

/** The greatest bound, in cells: up to its square every sum of squares of integers is exact. */
export const MOST_CELLS = 2 ** 26;

/**
 * Writes `values`, scaled down to norm `bound` where longer, as multiples of `cell`: to the nearest, and where that lifts
 * the norm over the bound, of somewhat shorter ones. The norm of `out` is at most bound / cell exactly, whatever rounding
 * did to the values before. What is not finite becomes zero, since no scaling bounds it.
 * @param values [n]
 * @param bound in (0, MOST_CELLS · cell]; Infinity for none
 * @param out [n], integers
 * @returns the norm of the values, NaN or Infinity where one is not finite
 * @throws {RangeError} on a bound of more cells than that
 */
export function snapWithin(
  values: Float32Array,
  bound: number,
  cell: number,
  out: Float64Array,
  norm: "l2" | "l1" = "l2",
): number {
  const radius = bound / cell;
  if (!(radius > 0 && (radius <= MOST_CELLS || radius === Infinity))) {
    throw new RangeError(`a bound of ${radius} cells must be in (0, ${MOST_CELLS}]`);
  }
  const { total, root, square } = norm === "l2" ? l2 : l1;
  const found = root(total(values));
  if (!Number.isFinite(found)) {
    out.fill(0);
    return found;
  }
  let scale = (found > bound ? bound / found : 1) / cell;
  // the quotients above are right to 2^-51 of themselves
  const most = Math.floor(square(radius) * (1 - 2 ** -48));
  for (let shrinking = 2 ** -20; ; shrinking = Math.min(2 * shrinking, 0.5)) {
    for (let i = 0; i < out.length; i++) out[i] = Math.round(values[i] * scale);
    const sum = total(out);
    if (sum <= most) return found;
    // as far as it has to, and further each time: rounding may lift the norm again
    scale *= root(most / sum) * (1 - shrinking);
  }
}

/** Sums over coordinates, and what makes a norm of them and a sum of a norm. */
const l2 = {
  total(values: Float32Array | Float64Array): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
    return sum;
  },
  root: Math.sqrt,
  square: (x: number) => x * x,
};

const l1 = {
  total(values: Float32Array | Float64Array): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]);
    return sum;
  },
  root: (x: number) => x,
  square: (x: number) => x,
};
