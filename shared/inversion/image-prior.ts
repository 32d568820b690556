/** What images look like before anything was observed: class means and the directions of variation around them. @module */
import type { Examples } from "../plugins/task.js";
import type { RngStream } from "../random/rng-stream.js";
import { addScaled, dot, normalise, orthogonalise, scale, sum } from "./vectors.js";

/** x of class y ~ N(classMeans[y], Σ_k variances[k]·u_k·u_kᵀ + a little), u_k = components[k], the same for every class. */
export interface ImagePrior {
  /** [classes][n]; a class without examples has the mean of all */
  readonly classMeans: readonly Float64Array[];
  /** [classes], share of the examples */
  readonly frequencies: Float64Array;
  /** [K][n], orthonormal */
  readonly components: readonly Float64Array[];
  /** [K], about descending */
  readonly variances: Float64Array;
  /** variance that is left to each pixel, on average */
  readonly restVariance: number;
}

/** Bring the leading directions close enough; they need not be exact. */
const sweeps = 3;

/**
 * Class means and the `count` leading principal components of the variation within classes, by subspace iteration.
 * @param count K, at least 1
 */
export function imagePriorOf(examples: Examples, classes: number, count: number, rng: RngStream): ImagePrior {
  const examplesCount = examples.labels.length;
  const n = examples.images.length / examplesCount;
  const { classMeans, frequencies } = meansOf(examples, classes, n);
  const rows = Array.from({ length: examplesCount }, (_, i) => sparse(examples.images.subarray(i * n, (i + 1) * n)));
  // Σ_i (x_i - μ)(x_i - μ)ᵀ v without forming the centred images, which are not sparse where the images are.
  const covarianceTimes = (v: Float64Array): Float64Array => {
    const out = new Float64Array(n);
    for (const row of rows) addSparse(out, row, dotSparse(row, v) / examplesCount);
    classMeans.forEach((mean, y) => addScaled(out, mean, -frequencies[y] * dot(mean, v)));
    return out;
  };
  let components: Float64Array[] = Array.from({ length: Math.min(count, n) }, (_, k) => {
    const start = new Float64Array(n);
    rng.fork("component", k).fillGaussian(start, 1);
    return start;
  });
  const orthonormaliseAll = () =>
    components.forEach((component, k) => {
      normalise(component);
      orthogonalise(component, components.slice(0, k));
      normalise(component);
    });
  for (let sweep = 0; sweep < sweeps; sweep++) {
    orthonormaliseAll();
    components = components.map(covarianceTimes);
  }
  orthonormaliseAll();
  const variances = Float64Array.from(components, (component) =>
    Math.max(0, dot(component, covarianceTimes(component))),
  );
  const between = classMeans.reduce((total, mean, y) => total + frequencies[y] * dot(mean, mean), 0);
  const whole = rows.reduce((total, { values }) => total + dot(values, values), 0) / examplesCount - between;
  const restVariance = Math.max(0, whole - sum(variances)) / n;
  return { classMeans, frequencies, components, variances, restVariance };
}

/** The mean image [n] over all classes. */
export function mixtureMean({ classMeans, frequencies }: ImagePrior): Float64Array {
  const mean = new Float64Array(classMeans[0].length);
  classMeans.forEach((classMean, y) => addScaled(mean, classMean, frequencies[y]));
  return mean;
}

/**
 * The image of least mean squared error behind pixels with independent noise.
 * @param pixels [n]
 * @param mean [n] expected beforehand
 */
export function denoised(
  pixels: Float64Array,
  mean: Float64Array,
  noiseStddev: number,
  prior: ImagePrior,
): Float64Array {
  const noise = noiseStddev ** 2;
  const shrunk = (variance: number) => (noise === 0 ? 1 : variance / (variance + noise));
  const rest = pixels.map((value, j) => value - mean[j]);
  const image = mean.slice();
  prior.components.forEach((component, k) => {
    const coordinate = dot(component, rest);
    addScaled(rest, component, -coordinate);
    addScaled(image, component, coordinate * shrunk(prior.variances[k] + prior.restVariance));
  });
  addScaled(image, rest, shrunk(prior.restVariance));
  return image;
}

function meansOf({ images, labels }: Examples, classes: number, n: number) {
  const counts = new Float64Array(classes);
  const overall = new Float64Array(n);
  const classMeans = Array.from({ length: classes }, () => new Float64Array(n));
  labels.forEach((label, i) => {
    counts[label]++;
    for (let j = 0; j < n; j++) classMeans[label][j] += images[i * n + j];
  });
  for (const total of classMeans) addScaled(overall, total, 1 / labels.length);
  classMeans.forEach((total, y) => (counts[y] > 0 ? scale(total, 1 / counts[y]) : total.set(overall)));
  return { classMeans, frequencies: counts.map((count) => count / labels.length) };
}

/** The entries of a row that are not zero. */
interface SparseRow {
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

function sparse(row: Float32Array): SparseRow {
  const indices = Int32Array.from(row.keys()).filter((j) => row[j] !== 0);
  return { indices, values: Float64Array.from(indices, (j) => row[j]) };
}

function dotSparse({ indices, values }: SparseRow, v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i++) sum += values[i] * v[indices[i]];
  return sum;
}

function addSparse(out: Float64Array, { indices, values }: SparseRow, factor: number): void {
  for (let i = 0; i < indices.length; i++) out[indices[i]] += factor * values[i];
}
