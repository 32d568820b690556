/** Softmax cross-entropy of each example, in nats. @module */
import { exp, log, max, mul, softmax, sub, sum, tensor2d } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";

/**
 * L_i = log Σ_c exp(z_ic) − Σ_c y_ic·z_ic, [B].
 * @param z logits [B, classes]
 * @param y target probabilities [B, classes], each row summing to 1
 */
export function loss(z: Tensor, y: Tensor): Tensor {
  const shifted = sub(z, rowMaxima(z));
  return sub(log(sum(exp(shifted), 1)), sum(mul(y, shifted), 1));
}

/** ∂(Σ_i L_i)/∂z = softmax(z) − y, [B, classes]. */
export function lossGradient(z: Tensor, y: Tensor): Tensor {
  return sub(softmax(z as Tensor2D), y);
}

/** Directional derivative of each L_i along dz: Σ_c (softmax(z) − y)_ic·dz_ic, [B]. */
export function lossTangent(z: Tensor, y: Tensor, dz: Tensor): Tensor {
  return sum(mul(lossGradient(z, y), dz), 1);
}

/**
 * Rows of zeros with a one at the label, [B, classes].
 * @throws {RangeError} on a label outside [0, classes)
 */
export function oneHot(labels: ArrayLike<number>, classes: number): Tensor2D {
  const rows = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!(label >= 0 && label < classes))
      throw new RangeError(`label ${label} of example ${i} is not in [0, ${classes})`);
    rows[i * classes + label] = 1;
  }
  return tensor2d(rows, [labels.length, classes]);
}

/** [B, 1], as constants: the shift changes nothing but the range, and a tape through `max` is wasted. */
function rowMaxima(z: Tensor): Tensor2D {
  const maxima = max(z, 1);
  const constants = tensor2d(maxima.dataSync() as Float32Array, [maxima.size, 1]);
  maxima.dispose();
  return constants;
}
