/** Points of a lot's space whose output gradients are sparse: for lots whose images are not. @module */
import { inverse, Matrix } from "ml-matrix";
import type { RngStream } from "../random/rng-stream.js";
import type { GradientFactors } from "./factors.js";
import { orthogonalComplement } from "./remaining-space.js";
import { dot, normalise, orthogonalise } from "./vectors.js";

interface Example {
  readonly p: Float64Array;
  readonly d: Float64Array;
}

const draws = 3000;
/** With half of the units off, a draw succeeds about once in 2^(dimensions - 1) / dimensions. */
const mostDimensions = 16;
/** An output gradient below this share of its unit's size is zero: the unit was off. */
const zeroBelow = 1e-4;
/** Zeros beyond those that a draw enforces, so that they are no coincidence. */
const extraZeros = 3;
const [sameDirection, independent] = [1 - 1e-6, 1e-3];

/**
 * Points p [rank], one an example not found yet, or none at all where the output gradients are not sparse enough.
 *
 * A relu's output gradient is zero at each unit that the example switches off. As many units as the space has dimensions,
 * less one, determine a direction that is zero on them; drawn by chance from the zeros of one example, they give that
 * example's, which then has many more zeros (Dimitrov et al. 2024, "SPEAR", section 3). All directions together give the
 * points: p_i · d_j = 0 for different examples.
 * @param found examples to leave out
 */
export function pointsOfSparseOutputs(factors: GradientFactors, found: readonly Example[], rng: RngStream) {
  const { rank, singularValues } = factors;
  const scaled = (v: Float64Array) => v.map((value, i) => value / singularValues[i]);
  const outputs = orthogonalComplement(
    found.map(({ p }) => scaled(p)),
    rank,
  );
  const directions = independentOf(sparseDirections(factors, outputs, rng), outputs.length);
  if (directions.length < outputs.length) return [];
  const duals = directions.map((direction) => scaled(combine(outputs, direction)));
  const inputs = orthogonalComplement(
    found.map(({ d }) => d),
    rank,
  );
  const points = inverse(new Matrix(duals.map((d) => inputs.map((b) => dot(b, d)))));
  return duals.map((_, j) => combine(inputs, Float64Array.from(points.getColumn(j))));
}

/** Unit directions in the coordinates of `basis`, those with the most zeros first. */
function sparseDirections({ rank, right }: GradientFactors, basis: readonly Float64Array[], rng: RngStream) {
  const size = basis.length;
  const columns = Array.from({ length: right.length / rank }, (_, k) => {
    const unit = Float64Array.from({ length: rank }, (_unused, i) => right[i * (right.length / rank) + k]);
    return Float64Array.from(basis, (b) => dot(b, unit));
  }).filter((column) => dot(column, column) > 0);
  const kept: { readonly direction: Float64Array; readonly zeros: number }[] = [];
  if (size > mostDimensions || columns.length < size + extraZeros) return [];
  for (let draw = 0; draw < draws; draw++) {
    const taken: Float64Array[] = [];
    for (const k of rng.sampleWithoutReplacement(columns.length, size - 1)) {
      const q = columns[k].slice();
      normalise(q);
      orthogonalise(q, taken);
      normalise(q);
      taken.push(q);
    }
    const direction = new Float64Array(size);
    rng.fillGaussian(direction, 1);
    orthogonalise(direction, taken);
    normalise(direction);
    const zeros = columns.filter((c) => Math.abs(dot(c, direction)) < zeroBelow * Math.sqrt(dot(c, c))).length;
    const isNew = () => !kept.some((other) => Math.abs(dot(other.direction, direction)) > sameDirection);
    if (zeros >= size - 1 + extraZeros && isNew()) kept.push({ direction, zeros });
  }
  return kept.sort((a, b) => b.zeros - a.zeros).map(({ direction }) => direction);
}

/** The first directions that the ones before do not contain. */
function independentOf(directions: readonly Float64Array[], most: number): Float64Array[] {
  const [chosen, basis]: [Float64Array[], Float64Array[]] = [[], []];
  for (const direction of directions) {
    if (chosen.length === most) break;
    const rest = direction.slice();
    orthogonalise(rest, basis);
    if (dot(rest, rest) < independent ** 2) continue;
    normalise(rest);
    basis.push(rest);
    chosen.push(direction);
  }
  return chosen;
}

function combine(basis: readonly Float64Array[], coordinates: Float64Array): Float64Array {
  return Float64Array.from(basis[0], (_, i) => basis.reduce((sum, b, k) => sum + coordinates[k] * b[i], 0));
}
