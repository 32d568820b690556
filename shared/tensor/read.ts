/** Reads tensors. @module */
import { backend } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./backend/wasm-heap.js";

/** Writes row k of `x`, which has `rows` of them, into `target` from offset + k·stride on. */
export function readRowsInto(target: Float32Array, offset: number, stride: number, x: Tensor, rows: number): void {
  const values = valuesOf(x);
  const width = values.length / rows;
  for (let k = 0; k < rows; k++) target.set(values.subarray(k * width, (k + 1) * width), offset + k * stride);
}

/** A copy, the caller's own; the cpu backend's `dataSync` hands out the very array that it holds. */
export function copyOf(x: Tensor): Float32Array<ArrayBuffer> {
  return new Float32Array(valuesOf(x));
}

/**
 * The values, until the next allocation. On wasm the backend's very memory: the library's own reading makes a copy
 * first, whose fresh memory costs more than a small step's kernels.
 */
export function valuesOf(x: Tensor): Float32Array {
  const { typedArrayFromHeap } = backend() as unknown as Partial<WasmBackend>;
  return typedArrayFromHeap ? typedArrayFromHeap.call(backend(), x) : (x.dataSync() as Float32Array);
}
