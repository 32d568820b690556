/** Joins typed arrays. @module */

const totalLength = (parts: readonly { readonly length: number }[]) =>
  parts.reduce((length, part) => length + part.length, 0);

function fill<A extends Float32Array | Int32Array>(whole: A, parts: readonly A[]): A {
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** One after another, in a new array. */
export function concatFloats(parts: readonly Float32Array[]): Float32Array {
  return fill(new Float32Array(totalLength(parts)), parts);
}

/** One after another, in a new array. */
export function concatInts(parts: readonly Int32Array[]): Int32Array {
  return fill(new Int32Array(totalLength(parts)), parts);
}
