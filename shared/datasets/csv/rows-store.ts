/** Examples that are rows in memory. @module */
import type { ExampleStore } from "../../plugins/task.js";
import { indexedStore } from "../indexed-store.js";

/** `rows` [n] of [product of `shape`], in [0, 1], with their `labels` [n]. */
export function rowsStore(rows: readonly Float32Array[], labels: Uint8Array, shape: readonly number[]): ExampleStore {
  return indexedStore(labels, shape, (index, place) => place.set(rows[index]));
}
