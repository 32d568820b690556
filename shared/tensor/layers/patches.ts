/** Patches of images as tensors. @module */
import { tensor } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import { im2col } from "../im2col.js";
import type { ConvolutionShape } from "../im2col.js";
import { valuesOf } from "../read.js";

/** What every output sees, and `ones` times a 1 that its bias is multiplied by, [B, T, kh·kw·C + ones]. */
export function patchesOf(x: Tensor, shape: ConvolutionShape, ones: 0 | 1): Tensor3D {
  const positions = shape.outHeight * shape.outWidth;
  const values = shape.filterHeight * shape.filterWidth * shape.inChannels + ones;
  const rows = new Float32Array(shape.batchSize * positions * values);
  if (ones > 0) rows.fill(1);
  im2col(valuesOf(x), shape, rows, ones);
  return tensor(rows, [shape.batchSize, positions, values]);
}
