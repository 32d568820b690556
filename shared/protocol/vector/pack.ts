/** A vector as one byte string, so that it can be cut into parts: plain msgpack, as the codec of the wire. @module */
import { Packr } from "msgpackr";
import type { WireVector } from "./wire-vector.js";

const packr = new Packr({ useRecords: false });

export function packVector(wire: WireVector): Uint8Array {
  return packr.pack(wire);
}

/** What `bytes` hold, for `wireVector` to check; undefined, which it refuses, where they are not msgpack. Never throws. */
export function unpackVector(bytes: Uint8Array): unknown {
  try {
    return packr.unpack(bytes);
  } catch {
    return undefined;
  }
}
