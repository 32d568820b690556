/** An index set as one bit a parameter. @module */
import { unusedBitsAreZero } from "./bits.js";
import { fault, type Fault } from "./fault.js";

export function bitmapBytes(parameters: number): number {
  return Math.ceil(parameters / 8);
}

/** The bitmap of `indices`, each in [0, parameters). */
export function encodeBitmap(indices: Int32Array, parameters: number): Uint8Array {
  const bytes = new Uint8Array(bitmapBytes(parameters));
  for (const index of indices) bytes[index >> 3] |= 1 << (index & 7);
  return bytes;
}

/** The indices of a received bitmap, ascending. */
export function decodeBitmap(bytes: Uint8Array, parameters: number): Int32Array | Fault {
  const expected = bitmapBytes(parameters);
  if (bytes.length !== expected) {
    const reason = `a bitmap of ${bytes.length} bytes, expected ${expected} (a bit for each of ${parameters} parameters)`;
    return fault("wrong-length", reason);
  }
  if (!unusedBitsAreZero(bytes, parameters)) {
    return fault("malformed", `the bitmap selects coordinates beyond the last, ${parameters - 1}`);
  }
  const indices = new Int32Array(countBits(bytes));
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    // drops the lowest set bit each time
    for (let bits = bytes[i]; bits !== 0; bits &= bits - 1) {
      indices[count++] = 8 * i + 31 - Math.clz32(bits & -bits);
    }
  }
  return indices;
}

function countBits(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) for (let bits = byte; bits !== 0; bits &= bits - 1) count++;
  return count;
}
