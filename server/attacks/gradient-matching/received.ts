/** What a turn brought, and how much of it is the participant's own. @module */
import type { Channel } from "../../../shared/inversion/channel.js";
import { quantisationStddev } from "../../../shared/inversion/rounding.js";
import type { Observation } from "../../../shared/plugins/attack.js";
import type { Setting } from "./setting.js";

export interface Received extends Observation {
  /** m, participants whose updates it is the mean of */
  readonly summed: number;
  /** r, coordinates that were revealed */
  readonly revealed: number;
  /** L2, of what was revealed */
  readonly norm: number;
  /** L2, of the noise in it, about */
  readonly noiseNorm: number;
  /** whether more than half of its energy is noise */
  readonly isDrowned: boolean;
  /** of what defences added to each revealed coordinate of the update, 0 for nothing */
  readonly noiseStddev: number;
  /** whether clipping has changed its scale, or may have */
  readonly isClipped: boolean;
}

export function receive(setting: Setting, observation: Observation): Received {
  const { init, channel, parameters } = setting;
  const { participant, round, weights, update, members } = observation;
  const unit = init.update === "delta" ? init.learningRate : 1;
  const summed = members?.length ?? 1;
  // what is rounded to zero need not travel, but is known to be zero
  const indices = isSelected(setting) ? observation.indices : undefined;
  const rounding = channel.isQuantised ? quantisationStddev(update) : 0;
  const norm = Math.sqrt(update.reduce((squares, value) => squares + value ** 2, 0));
  const revealed = indices?.length ?? parameters;
  const noiseStddev = Math.hypot((channel.noiseStddev * unit) / Math.sqrt(summed), rounding);
  const noiseNorm = noiseStddev * Math.sqrt(revealed);
  return {
    participant,
    round,
    weights,
    update,
    ...(indices !== undefined && { indices }),
    ...(members !== undefined && { members }),
    summed,
    revealed,
    norm,
    noiseStddev,
    noiseNorm,
    isDrowned: norm ** 2 < 2 * noiseNorm ** 2,
    isClipped: isClipped(update, norm / unit, channel, summed, unit),
  };
}

/** Whether coordinates that did not travel can have had any value. */
function isSelected({ init, channel }: Setting): boolean {
  const isSparsified = init.defences.some(({ kind }) => kind === "sparsify" || kind === "sparse-vector");
  return init.uploadFraction < 1 || isSparsified || channel.unknown.length > 0;
}

/** Clipping brings a norm to its bound, up to rounding; of a mean no member's norm is known. */
function isClipped(update: Float32Array, l2: number, channel: Channel, summed: number, unit: number): boolean {
  const { exampleClipNorm, clipL2, clipL1 } = channel;
  if (exampleClipNorm < Infinity || (summed > 1 && Math.min(clipL2, clipL1) < Infinity)) return true;
  const l1 = clipL1 === Infinity ? 0 : update.reduce((sum, value) => sum + Math.abs(value), 0) / unit;
  return Math.max(l2 / clipL2, l1 / clipL1) > 1 - 1e-4;
}
