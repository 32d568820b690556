/** The objective of the iterations of gradient matching that are timed. @module */

/**
 * The derivatives, by each g_k, of 1 − ⟨g_k, t_k⟩ / (‖g_k‖·‖t_k‖).
 * @param gradients g [K, P]
 * @param observed t [K, P]
 */
export function cosineDirections(gradients: Float32Array, observed: Float32Array, groups: number): Float32Array {
  const directions = new Float32Array(gradients.length);
  const size = gradients.length / groups;
  for (let start = 0; start < gradients.length; start += size) {
    let [product, own, other] = [0, 0, 0];
    for (let i = start; i < start + size; i++) {
      product += gradients[i] * observed[i];
      own += gradients[i] * gradients[i];
      other += observed[i] * observed[i];
    }
    const norms = Math.sqrt(own * other);
    const along = product / (norms * own);
    for (let i = start; i < start + size; i++) directions[i] = along * gradients[i] - observed[i] / norms;
  }
  return directions;
}
