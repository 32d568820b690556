/** From the wire to a vector, trusting nothing. @module */
import { bytesToValues } from "../values.js";
import { decodeBitmap } from "./bitmap.js";
import { decodeDeltaVarint } from "./delta-varint.js";
import { fault, isFault, type Fault } from "./fault.js";
import { firstNotFinite } from "./finite.js";
import { decodePalette } from "./palette.js";
import type { WireValues, WireVector } from "./wire-vector.js";

export interface Decoded {
  readonly ok: true;
  /** [P], zero at every coordinate that was not sent */
  readonly values: Float32Array;
  /** coordinates that were sent, ascending; undefined where all were */
  readonly indices: Int32Array | undefined;
}

/**
 * The finite vector of `parameters` values that `wire` codes, or what is wrong with it; never throws. Takes memory for
 * the P values and for as many coordinates and values as the message has bytes for.
 * @param parameters P, in [1, 2^28)
 */
export function decodeVector(wire: WireVector, parameters: number): Decoded | Fault {
  if (wire.form === "dense") {
    const values = decodeValues(wire.values, parameters);
    if (isFault(values)) return values;
    const bad = firstNotFinite(values);
    return bad < 0 ? { ok: true, values, indices: undefined } : notFinite(bad, values[bad]);
  }
  const indices = decodeIndices(wire.form, wire.indices, parameters);
  if (isFault(indices)) return indices;
  const selected = decodeValues(wire.values, indices.length);
  if (isFault(selected)) return selected;
  const bad = firstNotFinite(selected);
  if (bad >= 0) return notFinite(indices[bad], selected[bad]);
  const values = new Float32Array(parameters);
  for (let i = 0; i < indices.length; i++) values[indices[i]] = selected[i];
  return { ok: true, values, indices };
}

function decodeIndices(form: "bitmap" | "delta-varint", bytes: Uint8Array, parameters: number): Int32Array | Fault {
  return form === "bitmap" ? decodeBitmap(bytes, parameters) : decodeDeltaVarint(bytes, parameters);
}

/** [count] */
function decodeValues(values: WireValues, count: number): Float32Array | Fault {
  if (values.coding === "palette") return decodePalette(values, count);
  if (values.bytes.length === 4 * count) return bytesToValues(values.bytes);
  const reason = `${values.bytes.length} bytes, expected ${4 * count} (${count} float32 values)`;
  return fault("wrong-length", reason);
}

function notFinite(coordinate: number, value: number): Fault {
  const reason = `value ${coordinate} is ${value}: training diverged (a smaller learning rate may help)`;
  return fault("not-finite", reason);
}
