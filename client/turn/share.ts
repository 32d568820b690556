/** Which coordinates of an update leave the device, and within which bound. @module */
import { boundValues, selectCoordinates } from "../../shared/learning/selection.js";
import type { LocalTraining } from "../../shared/process/messages.js";
import type { RngStream } from "../../shared/random/rng-stream.js";

export type SharingRules = Pick<LocalTraining, "uploadFraction" | "select" | "threshold" | "valueBound">;

export interface Shared {
  /** [P] */
  readonly update: Float32Array;
  /** the coordinates that leave, ascending; undefined for all */
  readonly indices: Int32Array | undefined;
}

/**
 * Selects, then bounds (Shokri & Shmatikov 2015, section 4.2). Nothing here is private: which coordinates are large is
 * read from the data. After a mechanism it is post-processing.
 * @param sparse whether zeros need not travel, where no fraction is selected
 */
export function share(update: Float32Array, sparse: boolean, rules: SharingRules, rng: RngStream): Shared {
  const { uploadFraction: fraction, valueBound } = rules;
  const bounded = valueBound === undefined ? update : boundValues(update, valueBound);
  if (fraction < 1) return { update: bounded, indices: selectCoordinates(update, { ...rules, fraction }, rng) };
  return { update: bounded, indices: sparse ? nonZeros(bounded) : undefined };
}

function nonZeros(values: Float32Array): Int32Array {
  const indices = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) indices[count++] = i;
  return indices.slice(0, count);
}
