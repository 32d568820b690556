/** The size of an update, and the refusal of one that has none. @module */

/**
 * L2 norm of `update` [P].
 * @throws {RangeError} on a NaN or an infinity, with its place
 */
export function finiteNorm(update: Float32Array, what: string): number {
  let sum = 0;
  for (let i = 0; i < update.length; i++) sum += update[i] * update[i];
  if (Number.isFinite(sum)) return Math.sqrt(sum);
  const index = update.findIndex((value) => !Number.isFinite(value));
  throw new RangeError(
    `${what} is ${update[index]} at coordinate ${index} of ${update.length}: it must be finite. ` +
      "Training has diverged; a smaller learningRate may help",
  );
}
