/** Which coordinates of its update a participant shares: Shokri & Shmatikov 2015, "Privacy-preserving deep learning". @module */
import type { RngStream } from "../random/rng-stream.js";
import { equallyLikely, first } from "./selection-choice.js";
import { absolutes, greatest } from "./selection-greatest.js";

export interface Selection {
  /** θ, share of the P coordinates, in (0, 1] */
  readonly fraction: number;
  /** `largest`: the greatest absolute values; `random-threshold`: any whose absolute value is above the threshold */
  readonly select: "largest" | "random-threshold";
  /** τ, in [0, ∞) */
  readonly threshold: number;
}

/**
 * ⌊fraction·P⌋, for a fraction is an upper bound; but at least 1, so that every turn says something.
 * @throws {RangeError} unless fraction is in (0, 1]
 */
export function selectedCount(parameters: number, fraction: number): number {
  if (!(fraction > 0 && fraction <= 1)) throw new RangeError(`fraction is ${fraction}, must be in (0, 1]`);
  // 0.29 · 100 is 28.999999999999996
  return Math.max(1, Math.floor(fraction * parameters * (1 + Number.EPSILON)));
}

/**
 * The coordinates of `update` [P] to share, ascending. `largest` gives exactly `selectedCount`, the lower index of
 * equals; `random-threshold` draws as many of those above the threshold, each equally likely, or all where fewer are.
 * @throws {RangeError} on a NaN in the update, a fraction outside (0, 1] or a threshold outside [0, ∞)
 */
export function selectCoordinates(update: Float32Array, selection: Selection, rng: RngStream): Int32Array {
  const count = selectedCount(update.length, selection.fraction);
  return selection.select === "largest"
    ? greatest(update, count, first)
    : someAbove(update, selection.threshold, count, rng);
}

/**
 * `values` [P], each brought into [-bound, bound] as a new vector; float32 rounding does not lift one over the bound. A
 * NaN stays one.
 * @param bound γ, in (0, ∞]
 * @throws {RangeError} on another bound
 */
export function boundValues(values: Float32Array, bound: number): Float32Array {
  if (!(bound > 0)) throw new RangeError(`bound is ${bound}, must be in (0, ∞]`);
  const most = float32AtMost(bound);
  const bounded = new Float32Array(values.length);
  for (let i = 0; i < bounded.length; i++) bounded[i] = Math.max(-most, Math.min(most, values[i]));
  return bounded;
}

/** The greatest float32 that is not above `bound` > 0. */
function float32AtMost(bound: number): number {
  const nearest = Float32Array.of(bound);
  // neighbouring positive floats have neighbouring bit patterns
  if (nearest[0] > bound) new Uint32Array(nearest.buffer)[0]--;
  return nearest[0];
}

function someAbove(update: Float32Array, threshold: number, count: number, rng: RngStream): Int32Array {
  if (!(threshold >= 0 && threshold < Infinity)) throw new RangeError(`threshold is ${threshold}, must be in [0, ∞)`);
  const sizes = absolutes(update);
  let above = 0;
  for (let i = 0; i < sizes.length; i++) if (sizes[i] > threshold) above++;
  const selected = new Int32Array(Math.min(count, above));
  const chosen = equallyLikely(rng)(selected.length, above);
  for (let i = 0, at = 0, candidate = 0; at < selected.length; i++) {
    if (sizes[i] > threshold && chosen[candidate++] === 1) selected[at++] = i;
  }
  return selected;
}
