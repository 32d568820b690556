/** Reads tensors. @module */
import { backend } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./backend/wasm-heap.js";

/**
 * Writes the values of `x` into `target` from `offset` on. On wasm straight from the backend's memory: the library's
 * own reading makes a copy first, whose fresh memory costs more than a small step's kernels.
 */
export function readInto(target: Float32Array, offset: number, x: Tensor): void {
  const { typedArrayFromHeap } = backend() as unknown as Partial<WasmBackend>;
  target.set(typedArrayFromHeap ? typedArrayFromHeap.call(backend(), x) : (x.dataSync() as Float32Array), offset);
}

/** A copy, the caller's own; the cpu backend's `dataSync` hands out the very array that it holds. */
export function copyOf(x: Tensor): Float32Array<ArrayBuffer> {
  const values = new Float32Array(x.size);
  readInto(values, 0, x);
  return values;
}
