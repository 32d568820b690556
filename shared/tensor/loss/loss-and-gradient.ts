/** Softmax cross-entropy and its gradient at once, in float64: for training, where ten small kernel calls cost more. @module */

export interface LossAndGradient {
  /** [B], nats */
  readonly losses: Float32Array;
  /** ∂(Σ_i L_i)/∂z = softmax(z) − y, [B, classes] */
  readonly gradient: Float32Array;
}

/**
 * @param z logits [B, classes]
 * @param labels [B]
 * @throws {RangeError} on a label outside [0, classes)
 */
export function lossAndGradient(z: Float32Array, labels: ArrayLike<number>, classes: number): LossAndGradient {
  const losses = new Float32Array(labels.length);
  const gradient = new Float32Array(z.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!(label >= 0 && label < classes)) {
      throw new RangeError(`label ${label} of example ${i} is not in [0, ${classes})`);
    }
    const row = z.subarray(i * classes, (i + 1) * classes);
    let largest = -Infinity;
    for (const value of row) largest = Math.max(largest, value);
    let sum = 0;
    for (const value of row) sum += Math.exp(value - largest);
    losses[i] = Math.log(sum) - (row[label] - largest);
    for (let c = 0; c < classes; c++) {
      gradient[i * classes + c] = Math.exp(row[c] - largest) / sum - (c === label ? 1 : 0);
    }
  }
  return { losses, gradient };
}
