/** Numbers for tests of functions of vectors. @module */
import { expect } from "vitest";

/** Σ_i a_i·b_i in float64. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

/** a + t·d, float32. */
export function moved(a: Float32Array, d: ArrayLike<number>, t: number): Float32Array {
  return a.map((value, i) => value + t * d[i]);
}

/** Every partial derivative of f at `at` by central differences of step h. */
export function centralDifferences(f: (x: Float32Array) => number, at: Float32Array, h: number): Float64Array {
  return Float64Array.from(at, (value, i) => {
    const [above, below] = [at.with(i, value + h), at.with(i, value - h)];
    return (f(above) - f(below)) / (above[i] - below[i]);
  });
}

/** Largest difference, in parts of the largest expected value or of 1 where that is smaller. */
export function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(found.length).toBe(expected.length);
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  const worst = Math.max(0, ...Array.from(found, (value, i) => Math.abs(value - expected[i])));
  expect(worst / scale).toBeLessThan(tolerance);
}
