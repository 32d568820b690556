/**
 * Clipping to a quantile of the norms that is estimated as the run goes: Andrew et al. 2021, "Differentially Private
 * Learning with Adaptive Clipping", algorithm 1.
 *
 * Each contribution adds a bit, whether its norm was within the clip, to a noisy count of its own. The bits are counted as
 * ±1/2, which moves the count by 1/2 when a contribution comes, goes or is zeroed.
 * @module
 */

/**
 * The noise multiplier of the sum itself such that sum and count together cost what one Gaussian of `noiseMultiplier`
 * costs: z_Δ = (z⁻² − (2 σ_b)⁻²)^(−1/2), theorem 1.
 * @param noiseMultiplier z, in [0, ∞)
 * @param indicatorNoise σ_b, standard deviation of the noise on the count, in (z/2, ∞)
 * @throws {RangeError} where the count alone costs that much
 */
export function noiseBesideIndicator(noiseMultiplier: number, indicatorNoise: number): number {
  const share = noiseMultiplier / (2 * indicatorNoise);
  if (!(share < 1)) {
    throw new RangeError(
      `noise of standard deviation ${indicatorNoise} on the count costs more than noise multiplier ${noiseMultiplier} allows: it must be above ${noiseMultiplier / 2}`,
    );
  }
  return noiseMultiplier / Math.sqrt((1 - share) * (1 + share));
}

/**
 * The share of norms within the clip, as a noisy count says, in [0, 1].
 * @param count of bits as ±1/2, with noise
 * @param expected contributions, public; never the realised number, which the count must not tell
 */
export function shareWithin(count: number, expected: number): number {
  // what cannot be is brought to what can: a noisy count then moves the clip no further than a clear one
  return Math.min(1, Math.max(0, count / expected + 0.5));
}

/**
 * The clip norm after a round: C · exp(−η (b − γ)), with b the share of norms that were within C.
 * @param quantile γ, in [0, 1]
 * @param learningRate η, in [0, ∞)
 */
export function movedClipNorm(clipNorm: number, within: number, quantile: number, learningRate: number): number {
  return clipNorm * Math.exp(-learningRate * (within - quantile));
}
