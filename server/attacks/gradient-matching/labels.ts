/** Which labels the images of an update have. @module */
import { labelsFromBias } from "../../../shared/inversion/bias-labels.js";
import { lastLayerSignatures } from "../../../shared/inversion/labels/last-layer-signatures.js";
import { certainCounts, labelsOf, likelyCounts } from "../../../shared/inversion/labels/likely-labels.js";
import { blockOf } from "../../../shared/tensor/param-vector.js";
import { clippingAt } from "./clipping.js";
import type { Received } from "./received.js";
import type { Schedule } from "./schedule.js";
import type { Setting } from "./setting.js";

export interface Labels {
  /** [n] */
  readonly labels: Int32Array;
  /** where they are from, in words */
  readonly how: string;
}

/** Those that were given, where they are as many as the images. */
export function knownLabels({ params }: Setting, { images }: Schedule): Labels | undefined {
  if (typeof params.labels === "string" || params.labels.length !== images) return undefined;
  return { labels: Int32Array.from(params.labels), how: "labels were known beforehand, not found" };
}

/** The quick way, from the last layer's bias alone. */
export function labelsAtOnce(setting: Setting, received: Received, { images, share }: Schedule): Labels {
  const bias = biasGradient(setting, received, share);
  return { labels: labelsFromBias(bias, images), how: "labels read off the last layer's bias" };
}

/**
 * The likeliest labels by what each class does to the last layer at the very weights, one at least.
 * @param isSizeShown whether the number of images is to be found as well, about that of the schedule
 */
export function inferredLabels(setting: Setting, received: Received, schedule: Schedule, isSizeShown: boolean): Labels {
  const { init, representatives } = setting;
  const { update, noiseStddev } = received;
  const indices = unsaturated(received, init.valueBound);
  // the weights move while a participant trains; halfway they are most like all of them
  const moved = init.update === "delta" ? received.weights.map((value, i) => value + update[i] / 2) : received.weights;
  const { exampleFactors, lotFactor } = clippingAt(setting, moved, representatives);
  const signatures = lastLayerSignatures(init.network, moved, representatives, {
    ...(indices !== undefined && { indices }),
    ...(exampleFactors !== undefined && { clipFactors: exampleFactors }),
  });
  const share = schedule.share * lotFactor;
  const isExact = indices === undefined && noiseStddev === 0 && !received.isClipped;
  const observed = signatures.of(update.map((value) => value / share));
  const countsOf = (lotSize: number, isPoisson: boolean) =>
    likelyCounts(signatures, observed, {
      lotSize,
      isPoisson,
      ...(isExact && { least: certainCounts(biasGradient(setting, received, share)) }),
      noiseStddev: noiseStddev / Math.abs(share),
    });
  const found = labelsOf(countsOf(schedule.images, isSizeShown));
  // an empty lot would not have changed anything
  const labels = found.length > 0 ? found : labelsOf(countsOf(1, false));
  return { labels, how: "labels inferred from what each class does to the last layer" };
}

function biasGradient({ init }: Setting, { update }: Received, share: number): Float32Array {
  return blockOf(update, init.network.layout.at(-1)!).map((value) => value / share);
}

/** The revealed coordinates whose values are not cut off at their bound; undefined for all. */
function unsaturated({ update, indices }: Received, valueBound = Infinity): Int32Array | undefined {
  if (valueBound === Infinity) return indices;
  const revealed = indices ?? Int32Array.from(update.keys());
  return revealed.filter((i) => Math.abs(update[i]) < valueBound * (1 - 1e-6));
}
