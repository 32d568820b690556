/** Which kernels of the wasm backend are our own. @module */
import { getKernel, registerKernel } from "@tensorflow/tfjs-core";
import { replaceKernel } from "./replace-kernel.js";
import { filterGradient, inputGradient } from "./wasm-convolution.js";
import { byCheaperOrder } from "./wasm-matmul.js";
import { oneByOne } from "./wasm-matmul-stack.js";
import { maxPoolGrad } from "./wasm-max-pool-grad.js";
import { lineByLine as padLineByLine } from "./wasm-pad.js";
import { lineByLine as sliceLineByLine } from "./wasm-slice.js";
import { throughSigmoid } from "./wasm-tanh.js";
import { inStrips } from "./wasm-transpose.js";

const filterKernel = "Conv2DBackpropFilter";

let improved = false;

/** Replaces the kernels that are slow or wrong and adds the one that is missing. Call before the backend starts. */
export function improveKernels(): void {
  if (improved) return;
  improved = true;
  const transpose = inStrips(getKernel("Transpose", "wasm").kernelFunc);
  replaceKernel("wasm", "BatchMatMul", (stock) => byCheaperOrder(oneByOne(stock), transpose));
  replaceKernel("wasm", "Conv2DBackpropInput", () => inputGradient);
  replaceKernel("wasm", "MaxPoolGrad", () => maxPoolGrad);
  replaceKernel("wasm", "PadV2", padLineByLine);
  replaceKernel("wasm", "Slice", sliceLineByLine);
  replaceKernel("wasm", "Tanh", throughSigmoid);
  // A newer version of the library may bring its own.
  if (getKernel(filterKernel, "wasm") === undefined) {
    registerKernel({ kernelName: filterKernel, backendName: "wasm", kernelFunc: filterGradient });
  }
}
