/** Convolutions whose kernel differs between groups of examples, as stacked matrix products over patches. @module */
import { matMul, reshape, tensor } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import { col2im } from "../im2col.js";
import type { ConvolutionShape } from "../im2col.js";
import { valuesOf } from "../read.js";
import { inGroups } from "./grouped.js";
import { patchesOf } from "./patches.js";

/** y [N, OH, OW, F] of images x [N, H, W, C], a border included, and kernel [K, kh, kw, C, F]. */
export function groupedConvolution(x: Tensor, kernel: Tensor, shape: ConvolutionShape): Tensor {
  const matrices = asMatrices(kernel);
  const [groups, , filters] = matrices.shape;
  const y = matMul(inGroups(patchesOf(x, shape, 0), groups), matrices);
  return reshape(y, [shape.batchSize, shape.outHeight, shape.outWidth, filters]);
}

/** ∂L/∂x [N, H, W, C] from dy [N, OH, OW, F] and kernel [K, kh, kw, C, F]. */
export function groupedInputGradient(dy: Tensor, kernel: Tensor, shape: ConvolutionShape): Tensor {
  const patches = matMul(inGroups(dy, kernel.shape[0]), asMatrices(kernel), false, true);
  const { batchSize, inHeight, inWidth, inChannels } = shape;
  const dx = new Float32Array(batchSize * inHeight * inWidth * inChannels);
  col2im(valuesOf(patches), shape, dx);
  return tensor(dx, [batchSize, inHeight, inWidth, inChannels]);
}

/** ∂L/∂kernel [K, kh, kw, C, F] of each group's summed loss, from x [N, H, W, C] and dy [N, OH, OW, F]. */
export function groupedKernelGradient(x: Tensor, dy: Tensor, groups: number, shape: ConvolutionShape): Tensor {
  const matrices: Tensor3D = matMul(inGroups(patchesOf(x, shape, 0), groups), inGroups(dy, groups), true, false);
  const { filterHeight, filterWidth, inChannels } = shape;
  return reshape(matrices, [groups, filterHeight, filterWidth, inChannels, matrices.shape[2]]);
}

/** [K, kh, kw, C, F] as [K, kh·kw·C, F] */
function asMatrices(kernel: Tensor): Tensor3D {
  return inGroups(kernel, kernel.shape[0]);
}
