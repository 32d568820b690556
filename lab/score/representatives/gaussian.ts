/** Gaussians fitted to features, and how far they lie apart. @module */
import { EVD, Matrix } from "ml-matrix";

export interface Gaussian {
  /** [F] */
  readonly mean: Float64Array;
  /** [F, F] */
  readonly covariance: Matrix;
}

/**
 * Mean and covariance (of divisor m − 1, zero for a single row) of features [m, F], flat.
 * @param count m, at least 1
 */
export function fitGaussian(features: Float32Array, count: number): Gaussian {
  const width = features.length / count;
  const mean = new Float64Array(width);
  for (let i = 0; i < features.length; i++) mean[i % width] += features[i] / count;
  const covariance = Array.from({ length: width }, () => new Float64Array(width));
  const d = new Float64Array(width);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < width; j++) d[j] = features[row * width + j] - mean[j];
    for (let j = 0; j < width; j++) {
      for (let k = 0; k <= j; k++) covariance[j][k] += (d[j] * d[k]) / Math.max(1, count - 1);
    }
  }
  for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) covariance[k][j] = covariance[j][k];
  return { mean, covariance: new Matrix(covariance) };
}

export interface FrechetDistance {
  /** ‖μ_a − μ_b‖² + tr(A + B − 2·(A·B)^½) */
  readonly distance: number;
  /** [F, F], its derivative by A, symmetric */
  readonly byCovariance: Matrix;
}

/**
 * The squared Fréchet distance of two Gaussians (Dowson & Landau 1982; Heusel et al. 2017, arXiv:1706.08500, eq. 6) by
 * way of the symmetric (B^½·A·B^½)^½, which has the trace of (A·B)^½; covariances may be singular.
 *
 * The derivative is I − B^½·(B^½·A·B^½)^−½·B^½, the inverse taken where there is one.
 */
export function frechetDistance(a: Gaussian, b: Gaussian): FrechetDistance {
  const root = ofEigenvalues(b.covariance, Math.sqrt);
  const product = root.mmul(a.covariance).mmul(root);
  const cross = ofEigenvalues(product, Math.sqrt).trace();
  const shift = a.mean.reduce((sum, value, j) => sum + (value - b.mean[j]) ** 2, 0);
  const distance = shift + a.covariance.trace() + b.covariance.trace() - 2 * cross;
  const map = root.mmul(ofEigenvalues(product, (value) => 1 / Math.sqrt(value))).mmul(root);
  // rounding may leave a difference of equals below zero
  return { distance: Math.max(0, distance), byCovariance: Matrix.eye(map.rows).sub(map) };
}

/** Eigenvalues below this share of the largest are rounding, and count as zero. */
const smallest = 1e-12;

/** V·f(Λ)·Vᵀ of a symmetric positive semi-definite matrix; f is zero where an eigenvalue is. */
function ofEigenvalues(matrix: Matrix, f: (eigenvalue: number) => number): Matrix {
  const symmetric = Matrix.add(matrix, matrix.transpose()).div(2);
  const { realEigenvalues, eigenvectorMatrix } = new EVD(symmetric, { assumeSymmetric: true });
  const floor = smallest * Math.max(...realEigenvalues);
  const values = realEigenvalues.map((value) => (value > floor ? f(value) : 0));
  return eigenvectorMatrix.clone().mulRowVector(values).mmul(eigenvectorMatrix.transpose());
}
