/** Reads what layers say of their parameters into flat vectors. @module */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayerStack } from "./layer-stack.js";
import type { Layer } from "./layers/layer.js";
import { parameterCount } from "./param-vector.js";
import { readRowsInto } from "./read.js";
import { forEachWithWeights } from "./trace.js";
import type { OutputGradients } from "./trace.js";

/**
 * Writes a tensor for each parameter of each layer in the order of the layout.
 * @param values [K, P], written
 * @param of the tensors of layer l, shaped as its parameters, for two groups or more with a leading axis [K]
 */
export function readGradients(
  stack: LayerStack,
  outputGradients: OutputGradients,
  values: Float32Array,
  groups: number,
  of: (layer: Layer, l: number, dy: Tensor) => readonly Tensor[],
): void {
  const stride = parameterCount(stack.layout);
  let block = 0;
  forEachWithWeights(stack, outputGradients, (layer, l, dy) => {
    for (const g of of(layer, l, dy)) readRowsInto(values, stack.layout[block++].offset, stride, g, groups);
  });
}
