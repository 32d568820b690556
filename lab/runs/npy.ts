/** NumPy's array format, version 1.0: what is recorded can be read by any tool of the field. @module */

/**
 * `values` as the bytes of an .npy file, little-endian, C order.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws {RangeError} when `shape` does not hold exactly `values`
 */
export function npy(values: Float32Array | Int32Array, shape: readonly number[]): Uint8Array {
  const size = shape.reduce((product, side) => product * side, 1);
  if (size !== values.length) throw new RangeError(`shape [${shape}] holds ${size} values, not ${values.length}`);
  const descr = values instanceof Float32Array ? "<f4" : "<i4";
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sides}), }`;
  // magic (6), version (2), header length (2), header ended by a newline: together a multiple of 64
  const headerLength = Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headerLength + values.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, headerLength & 0xff, headerLength >> 8]);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(headerLength - 1)}\n`), 10);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 10 + headerLength);
  return bytes;
}
