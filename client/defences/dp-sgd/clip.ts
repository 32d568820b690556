/** How an example's gradient is clipped, and how the clip follows a quantile of the norms. @module */
import type { ClipNorms } from "../../../shared/learning/clip-norms.js";
import { wholeClipNorm } from "../../../shared/learning/clip-norms.js";
import { layerSpans } from "../../../shared/learning/layer-spans.js";
import type { DefenceContext } from "../../../shared/plugins/defence.js";
import { movedClipNorm, noiseBesideIndicator, shareWithin } from "../../../shared/privacy/adaptive-clip.js";
import type { ParamLayout } from "../../../shared/tensor/param-vector.js";
import { noisyCount } from "../noisy-count.js";
import type { DpSgdParams } from "./params.js";

type Adaptive = NonNullable<DpSgdParams["adaptive"]>;

/** C, the greatest norm of a whole gradient, before it has followed anything. */
export function firstClipNorm({ clipNorm, layerClipNorms }: DpSgdParams): number {
  return layerClipNorms === undefined ? (clipNorm ?? 0) : wholeClipNorm(layerClipNorms);
}

/** The norms that leave a whole gradient `clipNorm`: shared out as the given ones are, or alike. */
export function clipNormsOf(given: DpSgdParams, clipNorm: number, layout: ParamLayout): ClipNorms {
  const { clipping, layerClipNorms } = given;
  if (clipping === "flat") return clipNorm;
  const first = firstClipNorm(given);
  if (layerClipNorms !== undefined) return layerClipNorms.map((norm) => norm * (clipNorm / first));
  const layers = layerSpans(layout).length;
  return Array.from({ length: layers }, () => clipNorm / Math.sqrt(layers));
}

/** σ_b of a lot whose sum and count together have this noise multiplier. */
export function indicatorNoise({ indicatorNoise: given }: Adaptive, noiseMultiplier: number, lot: number): number {
  return given ?? Math.max(lot / 20, noiseMultiplier);
}

/** z_Δ, on the sum alone, beside the noisy count. @throws {RangeError} where the count alone costs more */
export function sumNoise(adaptive: Adaptive | undefined, noiseMultiplier: number, lot: number): number {
  if (adaptive === undefined || noiseMultiplier === 0) return noiseMultiplier;
  return noiseBesideIndicator(noiseMultiplier, indicatorNoise(adaptive, noiseMultiplier, lot));
}

/** The clip norm for the lot after one whose gradients had these norms [B] and were clipped to `clipNorm`. */
export function nextClipNorm(
  adaptive: Adaptive,
  clipNorm: number,
  norms: Float64Array,
  noiseMultiplier: number,
  { facts: { batchSize }, rng }: DefenceContext,
): number {
  const stddev = noiseMultiplier === 0 ? 0 : indicatorNoise(adaptive, noiseMultiplier, batchSize);
  // bits of ±1, twice those of the paper
  const bits = norms.reduce((sum, norm) => sum + (norm <= clipNorm ? 1 : -1), 0);
  const within = shareWithin(noisyCount(bits, 2 * stddev, rng.fork("indicator")) / 2, batchSize);
  return movedClipNorm(clipNorm, within, adaptive.quantile, adaptive.learningRate);
}
