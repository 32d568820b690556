/** What the models of images have in common. @module */
import { ImpossibleCombination } from "../plugins/plugin.js";
import type { TaskShape } from "../plugins/task.js";
import { pad } from "../tensor/layers/pad.js";
import type { Layer } from "../tensor/layers/layer.js";
import { Network } from "../tensor/network.js";

/** Adds a layer, made for the shape that the layers before it give. */
export type AddLayer = (make: (inputShape: readonly number[]) => Layer) => void;

/**
 * A network of layers that are added one after another.
 * @throws {ImpossibleCombination} when examples are not images [H, W, C] or too small for a layer
 */
export function imageNetwork(model: string, { inputShape }: TaskShape, build: (add: AddLayer) => void): Network {
  if (inputShape.length !== 3) {
    throw new ImpossibleCombination(`${model} takes images [H, W, C]; these examples have the shape [${inputShape}]`, {
      hint: "use a data set of images, or a model for any shape, such as mlp",
    });
  }
  const layers: Layer[] = [];
  try {
    build((make) => layers.push(make(layers.at(-1)?.outputShape ?? inputShape)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ImpossibleCombination(`${model} cannot take images of [${inputShape}]: ${error.message}`, {
      hint: "use larger images, or a model for any shape, such as mlp",
    });
  }
  return new Network(layers);
}

/** A border of 2 zeros that makes MNIST's 28 x 28 pixels 32 x 32; nothing for images of another size. */
export function padTo32(add: AddLayer, [height, width]: readonly number[]): void {
  if (height === 28 && width === 28) add((shape) => pad(shape, { top: 2, bottom: 2, left: 2, right: 2 }));
}
