/** The convolutional layer: every output is one kernel applied to one patch of the image. @module */
import { add, fused } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { ConvolutionShape } from "../im2col.js";
import { convolutionFilterGradient, convolutionInputGradient } from "../kernels.js";
import { affineGradients } from "./affine-gradients.js";
import { withBorder, withoutBorder } from "./border.js";
import { columnSums } from "./column-sums.js";
import { convolutionNorms } from "./convolution-norms.js";
import { plusBias } from "./grouped.js";
import { groupedConvolution, groupedInputGradient, groupedKernelGradient } from "./grouped-convolution.js";
import { initialValues } from "./initialisers.js";
import type { Initialiser } from "./initialisers.js";
import type { Layer } from "./layer.js";

export interface Convolution {
  /** pixels, 1 or more; kernels are square */
  readonly kernelSide: number;
  /** channels that come out */
  readonly filters: number;
  /** pixels from one patch to the next, 1 or more; default 1 */
  readonly stride?: number;
  /** zeros added on each of the four sides; default 0 */
  readonly padding?: number;
  readonly initialiser: Initialiser;
}

/**
 * Maps images [B, H, W, C] to [B, OH, OW, filters], OH = ⌊(H + 2·padding − kernelSide) / stride⌋ + 1 and OW alike;
 * parameters kernel [kernelSide, kernelSide, C, filters] and bias [filters].
 * @throws {RangeError} when the kernel is larger than the padded image
 */
export function conv2d(inputShape: readonly number[], options: Convolution): Layer {
  const { kernelSide, filters, stride = 1, padding = 0, initialiser } = options;
  const [height, width, channels] = inputShape;
  const outputs = (side: number) => Math.floor((side + 2 * padding - kernelSide) / stride) + 1;
  const outputShape = [outputs(height), outputs(width), filters];
  if (!(Math.min(...outputShape) >= 1)) {
    throw new RangeError(
      `a kernel of ${kernelSide} x ${kernelSide} does not fit into an image of [${inputShape}] with a border of ${padding}`,
    );
  }
  const kernelShape = [kernelSide, kernelSide, channels, filters];
  const strides: [number, number] = [stride, stride];
  // The border is added by hand: the tensorflow backend knows no paddings of one's own.
  const border = { top: padding, bottom: padding, left: padding, right: padding };
  const paddedShape = [height + 2 * padding, width + 2 * padding, channels];
  const padded = (x: Tensor) => withBorder(x, border) as Tensor4D;

  return {
    kind: "conv2d",
    inputShape,
    outputShape,
    parameters: [
      { name: "kernel", shape: kernelShape },
      { name: "bias", shape: [filters] },
    ],

    initialise: (rng) => {
      const area = kernelSide * kernelSide;
      const fan = { inputs: area * channels, outputs: area * filters };
      return initialValues(initialiser, { ...fan, kernel: fan.inputs * filters, bias: filters }, rng);
    },

    forward: ([kernel, bias], x) => apply(kernel, bias, x),

    inputGradient: ([kernel], _x, dy) => applyTransposed(kernel, dy),

    ...affineGradients(
      (x, dy, groups) =>
        groups === 1
          ? convolutionFilterGradient(padded(x), dy, kernelShape, strides)
          : groupedKernelGradient(padded(x), dy, groups, shapeOf(x.shape[0])),
      columnSums,
    ),

    tangent: ([kernel], x, [dKernel, dBias], dx) => {
      const own = apply(dKernel, dBias, x);
      return dx === undefined ? own : add(apply(kernel, undefined, dx), own);
    },

    inputGradientTangent: (_p, _x, [dKernel], _dx, dy) => applyTransposed(dKernel, dy),

    squaredGradientNorms: (x, dy) => convolutionNorms(padded(x), dy, shapeOf(x.shape[0])),
  };

  /** One kernel of all examples goes to the library's faster convolution. */
  function apply(kernel: Tensor, bias: Tensor | undefined, x: Tensor): Tensor {
    if (kernel.rank === 4)
      return fused.conv2d({ x: padded(x), filter: kernel as Tensor4D, bias, strides, pad: "valid" });
    const y = groupedConvolution(padded(x), kernel, shapeOf(x.shape[0]));
    return bias === undefined ? y : plusBias(y, bias);
  }

  function applyTransposed(kernel: Tensor, dy: Tensor): Tensor {
    const [batch] = dy.shape;
    const dx =
      kernel.rank === 4
        ? convolutionInputGradient(dy, kernel, [batch, ...paddedShape], strides)
        : groupedInputGradient(dy, kernel, shapeOf(batch));
    return withoutBorder(dx, border);
  }

  function shapeOf(batchSize: number): ConvolutionShape {
    const [inHeight, inWidth, inChannels] = paddedShape;
    const [outHeight, outWidth] = outputShape;
    const sides = { filterHeight: kernelSide, filterWidth: kernelSide, strideHeight: stride, strideWidth: stride };
    return { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, ...sides };
  }
}
