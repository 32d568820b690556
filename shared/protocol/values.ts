/** Vectors on the wire: little-endian float32. Every platform that Node runs on is little-endian. @module */

/** The bytes of `values`; a view, not a copy. */
export function valuesToBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A copy of `bytes` as float32, since a received message may lie unaligned in a shared buffer. */
export function bytesToValues(bytes: Uint8Array): Float32Array {
  const aligned = new Uint8Array(bytes.byteLength);
  aligned.set(bytes);
  return new Float32Array(aligned.buffer);
}
