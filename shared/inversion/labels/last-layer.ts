/** What the last layer of a network sees of examples. @module */
import type { Examples } from "../../plugins/task.js";
import { lossAndGradient, oneHot } from "../../tensor/loss/loss-and-gradient.js";
import { Network } from "../../tensor/network.js";
import type { ParamBlock } from "../../tensor/param-vector.js";
import { logits } from "../../tensor/passes.js";

/** An example's gradient of the last layer is [input, 1] · outputGradientᵀ. */
export interface LastLayerPass {
  /** [n, H] */
  readonly inputs: Float32Array;
  /** [n, classes], probabilities less the one-hot label */
  readonly outputGradients: Float32Array;
}

/** @throws {RangeError} unless the last layer is dense */
export function lastLayerBlocks(network: Network): { readonly kernel: ParamBlock; readonly bias: ParamBlock } {
  const [kernel, bias] = network.layout.slice(-2);
  const { kind } = network.layers.at(-1)!;
  if (kind !== "dense") throw new RangeError(`labels are read off a dense last layer; this network ends in ${kind}`);
  return { kernel, bias };
}

/** @param examples 1 or more */
export function lastLayerPass(network: Network, weights: Float32Array, examples: Examples): LastLayerPass {
  const { images, labels } = examples;
  const { offset } = lastLayerBlocks(network).kernel;
  const body = new Network(network.layers.slice(0, -1));
  const inputs = logits(body, weights.subarray(0, offset), images, labels.length);
  const z = logits(new Network(network.layers.slice(-1)), weights.subarray(offset), inputs, labels.length);
  return { inputs, outputGradients: lossAndGradient(z, oneHot(labels, network.classes), network.classes).gradient };
}
