/** Squared norms of the rows of a batch. @module */
import type { Tensor } from "@tensorflow/tfjs-core";

/** Σ_j x_ij² for each row i of x [B, ...], in float64: clipping is only as sound as these sums. */
export function squaredRowNorms(x: Tensor): Float64Array {
  const values = x.dataSync();
  const rows = x.shape[0] ?? 1;
  const width = rows === 0 ? 0 : values.length / rows;
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let total = 0;
    for (let j = i * width; j < (i + 1) * width; j++) total += values[j] * values[j];
    norms[i] = total;
  }
  return norms;
}
