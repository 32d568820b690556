/** Whether a participant finds in the model what it left there, and nothing of anybody else. @module */

/** Of the cosine; rounding a model of a few million weights to 32 bits stays well below it. */
const tolerance = 1e-3;

/**
 * Whether the model moved along the participant's own update and in no other direction, forwards (a delta) or backwards
 * (a gradient), by whatever factor.
 * @param before [P], as the participant downloaded it
 * @param after [P], as it downloads it in its next turn
 * @param update [P], what it uploaded in between
 */
export function changedAlone(before: Float32Array, after: Float32Array, update: Float32Array): boolean {
  let [product, change, own] = [0, 0, 0];
  for (let i = 0; i < after.length; i++) {
    const moved = after[i] - before[i];
    product += moved * update[i];
    change += moved * moved;
    own += update[i] * update[i];
  }
  return change === 0 || Math.abs(product) > (1 - tolerance) * Math.sqrt(change * own);
}
