/** Networks that make images of noise. @module */
import { LayerStack } from "../../../shared/tensor/layer-stack.js";
import { leakyRelu, sigmoid } from "../../../shared/tensor/layers/activations.js";
import { blur } from "../../../shared/tensor/layers/blur.js";
import { conv2d } from "../../../shared/tensor/layers/conv2d.js";
import { dense } from "../../../shared/tensor/layers/dense.js";
import type { Layer } from "../../../shared/tensor/layers/layer.js";
import { unflatten } from "../../../shared/tensor/layers/unflatten.js";
import { upsample } from "../../../shared/tensor/layers/upsample.js";

export type GeneratorKind = "smooth" | "dense" | "convolutional";

/** pixels that each side of an image has to be a multiple of; 1 where it need not be an image [H, W, C] */
export const sideUnit: Readonly<Record<GeneratorKind, number>> = { smooth: 2, dense: 1, convolutional: 4 };

/**
 * From [latent] to [...imageShape], every pixel in (0, 1).
 *
 * Gradients that a classifier sends to its pixels are full of what no image shows, and a generator that moves each pixel
 * on its own follows them: images that fool this one classifier. `smooth` and `convolutional` cannot.
 */
export function generatorOf(kind: GeneratorKind, latent: number, imageShape: readonly number[]): LayerStack {
  return new LayerStack([...builders[kind](latent, imageShape), sigmoid(imageShape)]);
}

const builders: Readonly<Record<GeneratorKind, (latent: number, imageShape: readonly number[]) => Layer[]>> = {
  dense(latent, imageShape) {
    const pixels = sizeOf(imageShape);
    return [...hidden(latent, [128, 256]), dense(256, pixels, "glorot-uniform"), unflatten(imageShape)];
  },

  smooth(latent, [height, width, channels]) {
    const half = [height / 2, width / 2, channels];
    return [
      ...hidden(latent, [64, 128]),
      dense(128, sizeOf(half), "glorot-uniform"),
      unflatten(half),
      upsample(half),
      blur([height, width, channels]),
    ];
  },

  convolutional(latent, [height, width, channels]) {
    const [quarter, half] = [
      [height / 4, width / 4, 16],
      [height / 2, width / 2, 8],
    ];
    const kernel = { kernelSide: 3, padding: 1 };
    return [
      ...hidden(latent, [sizeOf(quarter)]),
      unflatten(quarter),
      upsample(quarter),
      conv2d([...half.slice(0, 2), 16], { ...kernel, filters: 8, initialiser: "he-normal" }),
      leakyRelu(half),
      upsample(half),
      conv2d([height, width, 8], { ...kernel, filters: channels, initialiser: "glorot-uniform" }),
    ];
  },
};

function hidden(inputs: number, widths: readonly number[]): Layer[] {
  return widths.flatMap((units, i) => [dense(widths[i - 1] ?? inputs, units, "he-normal"), leakyRelu([units])]);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
