/** Reads what layers say of their parameters into flat vectors. @module */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Layer } from "./layers/layer.js";
import type { Network } from "./network.js";
import { parameterCount } from "./param-vector.js";
import { readRowsInto } from "./read.js";
import { forEachWithWeights } from "./trace.js";
import type { Trace } from "./trace.js";

/**
 * Writes a tensor for each parameter of each layer in the order of the layout.
 * @param values [K, P], written
 * @param of the tensors of layer l, shaped as its parameters, for two groups or more with a leading axis [K]
 */
export function readGradients(
  network: Network,
  trace: Trace,
  values: Float32Array,
  groups: number,
  of: (layer: Layer, l: number, dy: Tensor) => readonly Tensor[],
): void {
  const stride = parameterCount(network.layout);
  let block = 0;
  forEachWithWeights(network, trace, (layer, l, dy) => {
    for (const g of of(layer, l, dy)) readRowsInto(values, network.layout[block++].offset, stride, g, groups);
  });
}
