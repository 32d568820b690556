/** The part of a lot's space that the examples found so far leave to the others. @module */
import type { GradientFactors } from "./factors.js";
import { sparseNonNegative } from "./sparse-input.js";
import { addScaled, dot, normalise, orthogonalise, rowOf } from "./vectors.js";

/** An input whose norm falls below this share belongs to the examples found. */
const leastShare = 1e-3;

/** Points p of examples not found yet are orthogonal to the coordinates d of each one found: p · d = 0. */
export class RemainingSpace {
  readonly dimension: number;
  readonly #factors: GradientFactors;
  /** orthonormal */
  readonly #basis: readonly Float64Array[];
  /** [N, dimension], the factors' columns in the basis */
  readonly #columns: Float64Array;

  /** @param found coordinates d [rank] of the examples found, none of them zero */
  constructor(factors: GradientFactors, found: readonly Float64Array[]) {
    const { columns, rank } = factors;
    this.#factors = factors;
    this.#basis = orthogonalComplement(found, rank);
    this.dimension = this.#basis.length;
    this.#columns = new Float64Array(factors.inputs.length * this.dimension);
    factors.inputs.forEach((_, a) => {
      const column = rowOf(columns, a, rank);
      this.#basis.forEach((b, i) => (this.#columns[a * this.dimension + i] = dot(column, b)));
    });
  }

  /** Whether the examples left have input `a` (an index into the factors' inputs). */
  has(a: number): boolean {
    const [left, whole] = [
      rowOf(this.#columns, a, this.dimension),
      rowOf(this.#factors.columns, a, this.#factors.rank),
    ];
    return dot(left, left) > leastShare ** 2 * dot(whole, whole);
  }

  /**
   * A point p [rank] of a sparse non-negative image that has input `a`.
   * @param noiseOf standard deviation of the noise of the inputs of p
   */
  sparseImage(a: number, noiseOf?: (p: Float64Array) => number): Float64Array {
    const pointAt = (coordinates: Float64Array) => {
      const p = new Float64Array(this.#factors.rank);
      coordinates.forEach((value, i) => addScaled(p, this.#basis[i], value));
      return p;
    };
    const noise = noiseOf && { stddev: (coordinates: Float64Array) => noiseOf(pointAt(coordinates)) };
    return pointAt(sparseNonNegative(this.#columns, this.dimension, a, noise));
  }
}

/** An orthonormal basis of all vectors [dimension] that are orthogonal to each of `directions`, none of them zero. */
export function orthogonalComplement(directions: readonly Float64Array[], dimension: number): Float64Array[] {
  const taken: Float64Array[] = [];
  for (const direction of directions) {
    const q = direction.slice();
    normalise(q);
    orthogonalise(q, taken);
    // What is left of a direction that the others contain is rounding noise.
    if (dot(q, q) < 1e-24) continue;
    normalise(q);
    taken.push(q);
  }
  // The axes far from the directions first: they keep most of their length, so that rounding loses least.
  const share = Array.from({ length: dimension }, (_, i) => taken.reduce((sum, b) => sum + b[i] * b[i], 0));
  const axes = Array.from(share.keys()).sort((a, b) => share[a] - share[b]);
  const basis: Float64Array[] = [];
  for (const axis of axes) {
    const q = new Float64Array(dimension);
    q[axis] = 1;
    orthogonalise(q, [...taken, ...basis]);
    if (basis.length === dimension - taken.length || dot(q, q) < 1e-12) continue;
    normalise(q);
    basis.push(q);
  }
  return basis;
}
