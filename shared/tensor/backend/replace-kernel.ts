/** Exchanges kernels of the tensor library. @module */
import { getKernel, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";
import type { KernelFunc } from "@tensorflow/tfjs-core";
import type { BackendName } from "./backend.js";

/** Puts what `improve` makes of the stock kernel in its place. Call before the backend starts. */
export function replaceKernel(
  backendName: BackendName,
  kernelName: string,
  improve: (stock: KernelFunc) => KernelFunc,
): void {
  const stock = getKernel(kernelName, backendName);
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...stock, kernelFunc: improve(stock.kernelFunc) });
}
