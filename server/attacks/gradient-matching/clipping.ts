/** What clipping does to gradients of auxiliary examples, and so likely to those that were clipped out of sight. @module */
import { clippedGradientSum } from "../../../shared/learning/gradient.js";
import type { Examples } from "../../../shared/plugins/task.js";
import type { Setting } from "./setting.js";

export interface Clipping {
  /** by which each example's own gradient is scaled, in (0, 1]; absent where none is */
  readonly exampleFactors?: Float64Array;
  /** by which that of a lot is, in (0, 1] */
  readonly lotFactor: number;
}

/** @param examples whose gradients at `weights` [P] stand for those of participants, a lot of them or more */
export function clippingAt(setting: Setting, weights: Float32Array, examples: Examples): Clipping {
  const { network } = setting.init;
  const { exampleClipNorm } = setting.channel;
  const lotFactor = lotFactorAt(setting, weights, examples);
  if (exampleClipNorm === Infinity) return { lotFactor };
  const { norms } = clippedGradientSum(network, weights, examples, Infinity);
  return { exampleFactors: norms.map((norm) => Math.min(1, exampleClipNorm / norm)), lotFactor };
}

/** The gradients of a turn's steps add up: they are taken for alike. */
function lotFactorAt({ init, channel }: Setting, weights: Float32Array, examples: Examples): number {
  const { exampleClipNorm, clipL2, clipL1 } = channel;
  if (clipL2 === Infinity && clipL1 === Infinity) return 1;
  const size = Math.min(init.batchSize, examples.labels.length);
  const lot = {
    images: examples.images.subarray(0, (size * examples.images.length) / examples.labels.length),
    labels: examples.labels.subarray(0, size),
    shape: examples.shape,
  };
  const { gradient } = clippedGradientSum(init.network, weights, lot, exampleClipNorm);
  const share = init.localSteps / size;
  const l2 = share * Math.sqrt(gradient.reduce((sum, value) => sum + value ** 2, 0));
  const l1 = share * gradient.reduce((sum, value) => sum + Math.abs(value), 0);
  return Math.min(1, clipL2 / l2, clipL1 / l1);
}

/** By which both scale an update on average, in (0, 1]. */
export function meanFactor({ exampleFactors, lotFactor }: Clipping): number {
  if (exampleFactors === undefined) return lotFactor;
  return (lotFactor * exampleFactors.reduce((sum, factor) => sum + factor, 0)) / exampleFactors.length;
}
