/** Low-rank factors of the gradient of a dense layer. @module */
import { EVD, Matrix } from "ml-matrix";
import { addScaled, argmax, dot, normalise, orthogonalise, rowOf, scale, sum } from "./vectors.js";

/**
 * The gradient of a dense layer over a lot is [∂W; ∂b] = X̃ᵀΔ, of the inputs with a constant 1 appended X̃ [b, n + 1] and
 * the output gradients Δ [b, m]: its numerical rank is the lot's size b, unless that exceeds the layer's units.
 *
 * In the coordinates kept here an input of the lot is p · columnsᵀ for some p [rank], and an output gradient is
 * d · diag(singularValues) · right for some d [rank]; those of one example have p · d = 1, those of two p · d = 0.
 */
export interface GradientFactors {
  readonly rank: number;
  /** [N], the inputs that are not zero in the whole lot, ascending; the last one is n, the constant */
  readonly inputs: Int32Array;
  /** [N], an input is multiplied by this in these coordinates */
  readonly inputWeights: Float64Array;
  /** [N, rank], orthonormal columns */
  readonly columns: Float64Array;
  /** [rank], descending */
  readonly singularValues: Float64Array;
  /** [rank, m], orthonormal rows */
  readonly right: Float64Array;
  /** [m], an output gradient is multiplied by this in these coordinates */
  readonly unitWeights: Float64Array;
}

/** What float32 arithmetic leaves of a matrix of exact rank, as a fraction of its norm: some units of rounding. */
const roundingNoise = 4e-7;

/**
 * Factors the gradient of a dense layer.
 *
 * Rows and columns are first weighted to equal norms. Rounding errors are proportional to the entries, so this spreads
 * them evenly, and an example a million times weaker than another still stands out in the inputs that only it has.
 * @param kernel ∂W [n, m]
 * @param bias ∂b [m]
 */
export function factorGradient(kernel: Float32Array, bias: Float32Array): GradientFactors {
  const units = bias.length;
  const { rows, inputs } = nonZeroRows(kernel, bias);
  const inputWeights = new Float64Array(inputs.length).fill(1);
  const unitWeights = new Float64Array(units).fill(1);
  equilibrate(rows, inputWeights, unitWeights);
  return { inputs, inputWeights, unitWeights, ...singularVectors(rows, columnBasis(rows, units), units) };
}

function nonZeroRows(kernel: Float32Array, bias: Float32Array): { rows: Float64Array; inputs: Int32Array } {
  const units = bias.length;
  const constant = kernel.length / units;
  const rowAt = (input: number) => (input === constant ? bias : kernel.subarray(input * units, (input + 1) * units));
  const inputs = Int32Array.from({ length: constant + 1 }, (_, input) => input).filter((input) =>
    rowAt(input).some((value) => value !== 0),
  );
  const rows = new Float64Array(inputs.length * units);
  inputs.forEach((input, a) => rows.set(rowAt(input), a * units));
  return { rows, inputs };
}

/** Weights rows and columns, in place, until their norms are about equal. */
function equilibrate(rows: Float64Array, inputWeights: Float64Array, unitWeights: Float64Array): void {
  const units = unitWeights.length;
  for (let sweep = 0; sweep < 3; sweep++) {
    const squares = new Float64Array(units);
    inputWeights.forEach((_, a) => {
      const row = rowOf(rows, a, units);
      const weight = 1 / Math.sqrt(dot(row, row));
      scale(row, weight);
      inputWeights[a] *= weight;
      for (let k = 0; k < units; k++) squares[k] += row[k] * row[k];
    });
    const weights = squares.map((square) => (square > 0 ? Math.sqrt(inputWeights.length / (units * square)) : 1));
    for (let k = 0; k < units; k++) unitWeights[k] *= weights[k];
    inputWeights.forEach((_, a) => {
      for (let k = 0; k < units; k++) rows[a * units + k] *= weights[k];
    });
  }
}

/** An orthonormal basis of the columns, by Gram-Schmidt with pivoting, until what is left is rounding noise. */
function columnBasis(rows: Float64Array, units: number): Float64Array[] {
  const rest = Array.from({ length: units }, (_, k) => rows.filter((_value, index) => index % units === k));
  const squares = Float64Array.from(rest, (column) => dot(column, column));
  const noise = roundingNoise ** 2 * sum(squares);
  const basis: Float64Array[] = [];
  while (basis.length < Math.min(units, rows.length / units) && sum(squares) > noise) {
    const q = rest[argmax(squares)].slice();
    orthogonalise(q, basis);
    normalise(q);
    basis.push(q);
    rest.forEach((column, k) => {
      addScaled(column, q, -dot(column, q));
      squares[k] = dot(column, column);
    });
  }
  return basis;
}

/** Singular vectors, by subspace iteration from a basis of the column space. */
function singularVectors(rows: Float64Array, basis: readonly Float64Array[], units: number) {
  const rank = basis.length;
  let left = basis;
  for (let step = 0; step < 2; step++) {
    left = multiply(rows, rightVectors(rows, left, units), units);
    left.forEach((u, i) => {
      orthogonalise(u, left.slice(0, i));
      normalise(u);
    });
  }
  const projected = project(left, rows, units);
  const singularValues = Float64Array.from(projected, (v) => Math.sqrt(dot(v, v)));
  projected.forEach(normalise);
  const columns = new Float64Array((rows.length / units) * rank);
  left.forEach((u, i) => u.forEach((value, a) => (columns[a * rank + i] = value)));
  const right = new Float64Array(rank * units);
  projected.forEach((v, i) => right.set(v, i * units));
  return { rank, columns, singularValues, right };
}

/** leftᵀ · rows, one vector [m] a basis vector */
function project(left: readonly Float64Array[], rows: Float64Array, units: number): Float64Array[] {
  return left.map((u) => {
    const out = new Float64Array(units);
    u.forEach((value, a) => addScaled(out, rowOf(rows, a, units), value));
    return out;
  });
}

/** rows · right, one vector [N] a right vector */
function multiply(rows: Float64Array, right: readonly Float64Array[], units: number): Float64Array[] {
  return right.map((v) => Float64Array.from({ length: rows.length / units }, (_, a) => dot(rowOf(rows, a, units), v)));
}

/** Right singular directions [m] of leftᵀ · rows, the strongest first. */
function rightVectors(rows: Float64Array, left: readonly Float64Array[], units: number): Float64Array[] {
  const projected = project(left, rows, units);
  if (projected.length === 0) return [];
  const gram = new Matrix(projected.map((a) => projected.map((b) => dot(a, b))));
  const { eigenvectorMatrix } = new EVD(gram, { assumeSymmetric: true });
  return projected
    .map((_, i) => {
      const v = new Float64Array(units);
      projected.forEach((row, k) => addScaled(v, row, eigenvectorMatrix.get(k, i)));
      return v;
    })
    .reverse();
}
