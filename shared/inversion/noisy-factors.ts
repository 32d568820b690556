/** Low-rank factors of the gradient of a dense layer under Gaussian noise. @module */
import { EVD, Matrix } from "ml-matrix";
import type { GradientFactors } from "./factors.js";
import { addScaled, dot } from "./vectors.js";

/** Above the largest singular value of pure noise by this much: it fluctuates by less. */
const margin = 1.02;

/**
 * The singular vectors of a dense layer's gradient that stand out of Gaussian noise: those with a singular value above
 * noiseStddev·(√(n + 1) + √m), the largest that noise alone has (Bai & Yin 1993).
 *
 * Nothing is weighted: the noise is already the same everywhere.
 * @param kernel ∂W [n, m]
 * @param bias ∂b [m]
 * @param noiseStddev of every coordinate, in (0, ∞)
 */
export function factorNoisyGradient(kernel: Float32Array, bias: Float32Array, noiseStddev: number): GradientFactors {
  const units = bias.length;
  const count = kernel.length / units + 1;
  const rows = Array.from({ length: count }, (_, j) =>
    Float64Array.from(j === count - 1 ? bias : kernel.subarray(j * units, (j + 1) * units)),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EVD(gramOf(rows, units), { assumeSymmetric: true });
  const edge = margin * noiseStddev * (Math.sqrt(count) + Math.sqrt(units));
  const kept = Array.from(realEigenvalues.keys())
    .filter((i) => realEigenvalues[i] > edge ** 2)
    .reverse();
  const rank = kept.length;
  const singularValues = Float64Array.from(kept, (i) => Math.sqrt(realEigenvalues[i]));
  const right = new Float64Array(rank * units);
  const columns = new Float64Array(count * rank);
  kept.forEach((eigenvector, i) => {
    const v = Float64Array.from({ length: units }, (_, k) => eigenvectorMatrix.get(k, eigenvector));
    right.set(v, i * units);
    rows.forEach((row, j) => (columns[j * rank + i] = dot(row, v) / singularValues[i]));
  });
  return {
    rank,
    inputs: Int32Array.from({ length: count }, (_, j) => j),
    inputWeights: new Float64Array(count).fill(1),
    columns,
    singularValues,
    right,
    unitWeights: new Float64Array(units).fill(1),
  };
}

/** Σ_j row_j · row_jᵀ */
function gramOf(rows: readonly Float64Array[], units: number): Matrix {
  const gram = Array.from({ length: units }, () => new Float64Array(units));
  for (const row of rows) gram.forEach((out, k) => addScaled(out, row, row[k]));
  return new Matrix(gram);
}
