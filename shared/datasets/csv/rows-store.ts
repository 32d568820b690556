/** Examples that are rows in memory. @module */
import type { ExampleStore } from "../../plugins/task.js";

/** `rows` [n] of [product of `shape`], in [0, 1], with their `labels` [n]. */
export function rowsStore(rows: readonly Float32Array[], labels: Uint8Array, shape: readonly number[]): ExampleStore {
  const size = shape.reduce((product, side) => product * side, 1);
  return {
    count: rows.length,
    shape,
    labels,
    gather(indices) {
      const images = new Float32Array(indices.length * size);
      for (let i = 0; i < indices.length; i++) {
        const row = rows[indices[i]];
        if (row === undefined) throw new RangeError(`there are examples 0 to ${rows.length - 1}, not ${indices[i]}`);
        images.set(row, i * size);
      }
      return { images, labels: Int32Array.from(indices, (index) => labels[index]), shape };
    },
  };
}
