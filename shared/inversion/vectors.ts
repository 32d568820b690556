/** Arithmetic on float64 vectors. @module */

/** Σ_i a_i·b_i */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** a += factor·b, in place */
export function addScaled(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] += factor * b[i];
}

/** a *= factor, in place */
export function scale(a: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] *= factor;
}

export function sum(a: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i];
  return total;
}

/** Index of the first largest element. */
export function argmax(a: Float64Array): number {
  let best = 0;
  for (let i = 1; i < a.length; i++) if (a[i] > a[best]) best = i;
  return best;
}

/** Row i of a row-major matrix with `width` columns; a view. */
export function rowOf(matrix: Float64Array, i: number, width: number): Float64Array {
  return matrix.subarray(i * width, (i + 1) * width);
}

/** Makes `a` orthogonal to an orthonormal `basis`, in place; twice, because once loses half of the digits. */
export function orthogonalise(a: Float64Array, basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) for (const b of basis) addScaled(a, b, -dot(a, b));
}

/** Makes `a` a unit vector, in place. */
export function normalise(a: Float64Array): void {
  scale(a, 1 / Math.sqrt(dot(a, a)));
}
