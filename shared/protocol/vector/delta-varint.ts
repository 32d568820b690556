/** An index set as the gaps between its members, unsigned LEB128 of each gap minus 1. @module */
import { fault, type Fault } from "./fault.js";

/** 7 bits each; enough for any index below 2^31 */
const MAX_VARINT_BYTES = 5;

/** Length of the coding of `indices`, which are ascending and distinct. */
export function deltaVarintBytes(indices: Int32Array): number {
  let bytes = 0;
  let previous = -1;
  for (const index of indices) {
    bytes++;
    for (let rest = (index - previous - 1) >> 7; rest > 0; rest >>= 7) bytes++;
    previous = index;
  }
  return bytes;
}

export function encodeDeltaVarint(indices: Int32Array): Uint8Array {
  const bytes = new Uint8Array(deltaVarintBytes(indices));
  let at = 0;
  let previous = -1;
  for (const index of indices) {
    let rest = index - previous - 1;
    for (; rest > 0x7f; rest >>= 7) bytes[at++] = rest | 0x80;
    bytes[at++] = rest;
    previous = index;
  }
  return bytes;
}

/** The indices that received bytes code, ascending, each in [0, parameters). */
export function decodeDeltaVarint(bytes: Uint8Array, parameters: number): Int32Array | Fault {
  if (bytes.length > 0 && bytes[bytes.length - 1] > 0x7f) {
    return fault("malformed", "the index set ends in the middle of a gap");
  }
  const count = countVarints(bytes);
  if (count > parameters) {
    return fault("malformed", `the index set names ${count} coordinates of ${parameters} parameters`);
  }
  const indices = new Int32Array(count);
  let at = 0;
  let index = -1;
  for (let i = 0; i < count; i++) {
    const start = at;
    let gap = bytes[at] & 0x7f;
    for (let place = 128; bytes[at++] > 0x7f; place *= 128) gap += (bytes[at] & 0x7f) * place;
    const length = at - start;
    if (length > MAX_VARINT_BYTES || (length > 1 && bytes[at - 1] === 0)) {
      return fault("malformed", `gap ${i} of the index set takes ${length} bytes, which no gap needs`);
    }
    index += gap + 1;
    if (index >= parameters) {
      return fault("malformed", `the index set names coordinate ${index}, the last is ${parameters - 1}`);
    }
    indices[i] = index;
  }
  return indices;
}

/** Every varint has one byte below 128, its last. */
function countVarints(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count++;
  return count;
}
