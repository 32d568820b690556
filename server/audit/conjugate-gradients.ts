/** Linear systems with a symmetric positive definite matrix that is known by its products: Hestenes and Stiefel 1952. @module */

/**
 * x with product(x) = right, to a residual of `tolerance` times that of x = 0, or as close as `steps` steps come.
 * @param product x [n] times the matrix, a new vector
 */
export function conjugateGradients(
  product: (x: Float64Array) => Float64Array,
  right: Float64Array,
  { steps, tolerance }: { readonly steps: number; readonly tolerance: number },
): Float64Array {
  const x = new Float64Array(right.length);
  const residual = right.slice();
  const direction = right.slice();
  let squared = dot(residual, residual);
  const enough = squared * tolerance ** 2;
  for (let step = 0; step < steps && squared > enough; step++) {
    const image = product(direction);
    const length = squared / dot(direction, image);
    for (let i = 0; i < x.length; i++) {
      x[i] += length * direction[i];
      residual[i] -= length * image[i];
    }
    const next = dot(residual, residual);
    for (let i = 0; i < x.length; i++) direction[i] = residual[i] + (next / squared) * direction[i];
    squared = next;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
