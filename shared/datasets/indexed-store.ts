/** Examples that are read one by one. @module */
import type { ExampleStore } from "../plugins/task.js";

/**
 * One example a label, each of `shape`.
 * @param write puts the example with an index into its place [product of `shape`], values in [0, 1]
 */
export function indexedStore(
  labels: Uint8Array,
  shape: readonly number[],
  write: (index: number, place: Float32Array) => void,
): ExampleStore {
  const size = shape.reduce((product, side) => product * side, 1);
  return {
    count: labels.length,
    shape,
    labels,
    gather(indices) {
      const images = new Float32Array(indices.length * size);
      for (let i = 0; i < indices.length; i++) {
        const index = indices[i];
        if (labels[index] === undefined) {
          throw new RangeError(`there are examples 0 to ${labels.length - 1}, not ${index}`);
        }
        write(index, images.subarray(i * size, (i + 1) * size));
      }
      return { images, labels: Int32Array.from(indices, (index) => labels[index]), shape };
    },
  };
}

/** What is made for an index is made when it is first asked for, and then kept. */
export function kept<T>(make: (index: number) => T): (index: number) => T {
  const known = new Map<number, { readonly value: T }>();
  return (index) => {
    const found = known.get(index) ?? { value: make(index) };
    known.set(index, found);
    return found.value;
  };
}
