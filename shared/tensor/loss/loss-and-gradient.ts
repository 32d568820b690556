/** Softmax cross-entropy and its derivatives, in float64: ten small kernel calls would cost more. @module */

export interface LossAndGradient {
  /** [B], nats */
  readonly losses: Float32Array;
  /** ∂(Σ_i L_i)/∂z = softmax(z) − y, [B, classes] */
  readonly gradient: Float32Array;
}

/**
 * L_i = log Σ_c exp(z_ic) − Σ_c y_ic·z_ic.
 * @param z logits [B, classes]
 * @param targets y [B, classes], probabilities, each row summing to 1
 */
export function lossAndGradient(z: Float32Array, targets: Float32Array, classes: number): LossAndGradient {
  const losses = new Float32Array(z.length / classes);
  const gradient = new Float32Array(z.length);
  for (let i = 0; i < losses.length; i++) {
    const [start, end] = [i * classes, (i + 1) * classes];
    const { largest, sum } = normaliser(z, start, end);
    let loss = Math.log(sum);
    for (let c = start; c < end; c++) {
      // A class that is not aimed at takes no part, not even with a logit that is infinite.
      if (targets[c] !== 0) loss -= targets[c] * (z[c] - largest);
      gradient[c] = Math.exp(z[c] - largest) / sum - targets[c];
    }
    losses[i] = loss;
  }
  return { losses, gradient };
}

/**
 * Directional derivative of the gradient softmax(z) − y along dz: p∘dz − p·⟨p, dz⟩ with p = softmax(z), [B, classes].
 * @param z logits [B, classes]
 * @param dz [B, classes]
 */
export function lossGradientTangent(z: Float32Array, dz: Float32Array, classes: number): Float32Array {
  const tangent = new Float32Array(z.length);
  for (let start = 0; start < z.length; start += classes) {
    const end = start + classes;
    const { largest, sum } = normaliser(z, start, end);
    let mean = 0;
    for (let c = start; c < end; c++) mean += (Math.exp(z[c] - largest) / sum) * dz[c];
    for (let c = start; c < end; c++) tangent[c] = (Math.exp(z[c] - largest) / sum) * (dz[c] - mean);
  }
  return tangent;
}

/**
 * Targets of certainty: rows of zeros with a one at the label, [B, classes].
 * @throws {RangeError} on a label outside [0, classes)
 */
export function oneHot(labels: ArrayLike<number>, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!(label >= 0 && label < classes)) {
      throw new RangeError(`label ${label} of example ${i} is not in [0, ${classes})`);
    }
    rows[i * classes + label] = 1;
  }
  return rows;
}

/** The largest of z[start..end), and Σ exp(z − largest). */
function normaliser(z: Float32Array, start: number, end: number): { largest: number; sum: number } {
  let largest = -Infinity;
  for (let c = start; c < end; c++) largest = Math.max(largest, z[c]);
  let sum = 0;
  for (let c = start; c < end; c++) sum += Math.exp(z[c] - largest);
  return { largest, sum };
}
