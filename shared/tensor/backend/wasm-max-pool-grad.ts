/** The backward kernel of max pooling on wasm. @module */
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { maxPoolGradient, windowsOf } from "../max-pool-gradient.js";
import type { WasmBackend } from "./wasm-heap.js";

/** MaxPoolGrad; the stock kernel loses the gradient of every window without a positive value. */
export const maxPoolGrad: KernelFunc = ({ inputs, backend: given, attrs }) => {
  const windows = windowsOf(attrs);
  const backend = given as WasmBackend;
  const input = inputs["input"] as TensorInfo;
  const dx = backend.makeOutput(input.shape, "float32");
  const viewOf = (tensor: unknown) => backend.typedArrayFromHeap(tensor as TensorInfo);
  const arrays = { x: viewOf(input), y: viewOf(inputs["output"]), dy: viewOf(inputs["dy"]) };
  maxPoolGradient(arrays, viewOf(dx).fill(0), input.shape, windows);
  return dx;
};
