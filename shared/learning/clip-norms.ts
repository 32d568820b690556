/** How far the gradient of one example may move a sum. @module */

/** Greatest L2 norms: of an example's whole gradient, or of what it has in each layer with weights, in order. */
export type ClipNorms = number | readonly number[];

/** The greatest L2 norm that a whole gradient has then. */
export function wholeClipNorm(clip: ClipNorms): number {
  return typeof clip === "number" ? clip : Math.hypot(...clip);
}

/**
 * @param layers how many layers with weights there are
 * @throws {RangeError} unless every norm is in (0, ∞] and each layer has one
 */
export function checkClipNorms(clip: ClipNorms, layers: number): void {
  const norms = typeof clip === "number" ? [clip] : clip;
  for (const norm of norms) if (!(norm > 0)) throw new RangeError(`clipNorm is ${norm}, must be in (0, ∞]`);
  if (typeof clip !== "number" && clip.length !== layers) {
    throw new RangeError(`${clip.length} clip norms for ${layers} layers with weights: each needs one`);
  }
}
