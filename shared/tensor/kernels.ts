/** Backward kernels that the library has but does not export. @module */
import { engine } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";

type Stride = readonly [height: number, width: number];

/** ∂L/∂x [B, H, W, C] of a convolution without padding, from dy [B, OH, OW, F] and its filter [kh, kw, C, F]. */
export function convolutionInputGradient(dy: Tensor, filter: Tensor, inputShape: number[], strides: Stride): Tensor {
  return engine().runKernel("Conv2DBackpropInput", { dy, filter }, { inputShape, strides, ...unpadded });
}

/** ∂L/∂filter [kh, kw, C, F] of a convolution without padding, from its x [B, H, W, C] and dy [B, OH, OW, F]. */
export function convolutionFilterGradient(x: Tensor, dy: Tensor, filterShape: number[], strides: Stride): Tensor {
  return engine().runKernel("Conv2DBackpropFilter", { x, dy }, { filterShape, strides, ...unpadded });
}

/**
 * ∂L/∂x [B, H, W, C] of max pooling x to y by windows of side × side, `stride` pixels apart; of equals, the first takes
 * the gradient.
 */
export function maxPoolInputGradient(x: Tensor, y: Tensor, dy: Tensor, side: number, stride = side): Tensor {
  const attributes = { filterSize: side, strides: stride, pad: "valid" };
  return engine().runKernel("MaxPoolGrad", { dy, input: x, output: y }, attributes);
}

const unpadded = { pad: "valid", dataFormat: "NHWC" };
