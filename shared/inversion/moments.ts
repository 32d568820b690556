/** Means and covariances of samples of vectors. @module */

/** [size]; zero without any vector. */
export function meanOf(vectors: readonly Float64Array[], size: number): Float64Array {
  const mean = new Float64Array(size);
  for (const vector of vectors) for (let f = 0; f < size; f++) mean[f] += vector[f] / vectors.length;
  return mean;
}

/** [size, size], about `mean` [size]; zero without any vector. */
export function covarianceOf(vectors: readonly Float64Array[], mean: Float64Array): Float64Array {
  const size = mean.length;
  const covariance = new Float64Array(size * size);
  for (const vector of vectors) {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        covariance[a * size + b] += ((vector[a] - mean[a]) * (vector[b] - mean[b])) / vectors.length;
      }
    }
  }
  return covariance;
}
