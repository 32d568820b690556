/** From a vector to the wire, without loss. @module */
import { valuesToBytes } from "../values.js";
import { bitmapBytes, encodeBitmap } from "./bitmap.js";
import { deltaVarintBytes, encodeDeltaVarint } from "./delta-varint.js";
import { encodePalette } from "./palette.js";
import type { WireValues, WireVector } from "./wire-vector.js";

/** All of `values` [P]; float32 bytes are a view of them, not a copy. */
export function encodeDense(values: Float32Array): WireVector {
  return { form: "dense", values: encodeValues(values) };
}

/**
 * The coordinates `indices` of `values` [P], in the smaller coding. Zeros among them travel too, and only all P make a
 * dense vector: which coordinates were selected is part of what is said.
 * @param indices ascending, distinct, in [0, P)
 * @throws {RangeError} on other indices
 */
export function encodeSparse(values: Float32Array, indices: Int32Array): WireVector {
  checkIndices(indices, values.length);
  if (indices.length === values.length) return encodeDense(values);
  const selected = new Float32Array(indices.length);
  for (let i = 0; i < selected.length; i++) selected[i] = values[indices[i]];
  return { ...encodeIndices(indices, values.length), values: encodeValues(selected) };
}

function encodeIndices(indices: Int32Array, parameters: number) {
  return deltaVarintBytes(indices) < bitmapBytes(parameters)
    ? { form: "delta-varint" as const, indices: encodeDeltaVarint(indices) }
    : { form: "bitmap" as const, indices: encodeBitmap(indices, parameters) };
}

function encodeValues(values: Float32Array): WireValues {
  return encodePalette(values) ?? { coding: "float32", bytes: valuesToBytes(values) };
}

function checkIndices(indices: Int32Array, parameters: number): void {
  let previous = -1;
  for (const index of indices) {
    if (index <= previous || index >= parameters) {
      const range = `must ascend in [0, ${parameters})`;
      throw new RangeError(`coordinate ${index} follows ${previous}: indices ${range}, each once`);
    }
    previous = index;
  }
}
