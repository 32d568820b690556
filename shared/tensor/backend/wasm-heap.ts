/** What kernels of our own use of the wasm backend. @module */
import type { TensorInfo } from "@tensorflow/tfjs-core";

export interface WasmBackend {
  /** A tensor with memory of its own, not yet written. It may move the heap: take views of it afterwards. */
  makeOutput(shape: readonly number[], dtype: "float32"): TensorInfo;
  /** The tensor's very memory, until the next allocation. */
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
  disposeData(dataId: object): boolean;
}
