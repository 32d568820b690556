/** Positive definite systems of equations. @module */

/**
 * The solution x [r] of M·x = b, or undefined where M is not positive definite in float64.
 * @param matrix M [r, r], of which the lower triangle is read and overwritten by its Cholesky factor
 * @param b [r]
 */
export function solvePositiveDefinite(matrix: Float64Array, b: Float64Array): Float64Array | undefined {
  const r = b.length;
  for (let i = 0; i < r; i++) {
    for (let j = 0; j <= i; j++) {
      let value = matrix[i * r + j];
      for (let k = 0; k < j; k++) value -= matrix[i * r + k] * matrix[j * r + k];
      if (i > j) matrix[i * r + j] = value / matrix[j * r + j];
      else if (value > 0) matrix[i * r + i] = Math.sqrt(value);
      else return undefined;
    }
  }
  const x = b.slice();
  for (let i = 0; i < r; i++) {
    for (let k = 0; k < i; k++) x[i] -= matrix[i * r + k] * x[k];
    x[i] /= matrix[i * r + i];
  }
  for (let i = r - 1; i >= 0; i--) {
    for (let k = i + 1; k < r; k++) x[i] -= matrix[k * r + i] * x[k];
    x[i] /= matrix[i * r + i];
  }
  return x;
}
