/** One forward and one backward pass as tensors; to be called inside a `tidy`. @module */
import { mul, tensor } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Examples } from "../plugins/task.js";
import { lossAndGradient } from "./loss/loss-and-gradient.js";
import type { Network } from "./network.js";
import { blockOf, parameterCount } from "./param-vector.js";

export interface ForwardTrace {
  /** parameters[l], those of layer l */
  readonly parameters: readonly (readonly Tensor[])[];
  /** inputs[l], what layer l was given, [B, ...] */
  readonly inputs: readonly Tensor[];
  /** logits [B, classes] */
  readonly z: Tensor;
}

export interface Trace extends ForwardTrace {
  /** [B], nats */
  readonly losses: Float32Array;
  /** outputGradients[l] = ∂(Σ_i L_i)/∂(output of layer l); undefined below the first layer with weights */
  readonly outputGradients: readonly (Tensor | undefined)[];
}

/**
 * @param images [count, ...inputShape], flat; count at least 1
 * @throws {RangeError} when `weights` is not as long as the network has parameters
 */
export function traceForward(
  network: Network,
  weights: Float32Array,
  images: Float32Array,
  count: number,
): ForwardTrace {
  const parameters = parameterTensors(network, weights);
  const inputs: Tensor[] = [];
  let x: Tensor = tensor(images, [count, ...network.inputShape]);
  network.layers.forEach((layer, l) => {
    inputs.push(x);
    x = layer.forward(parameters[l], x);
  });
  return { parameters, inputs, z: x };
}

/** @param examples one or more */
export function traceBackward(network: Network, weights: Float32Array, examples: Examples): Trace {
  const { labels, images } = examples;
  const forward = traceForward(network, weights, images, labels.length);
  const z = forward.z.dataSync() as Float32Array;
  const { losses, gradient } = lossAndGradient(z, labels, network.classes);
  const outputGradients: (Tensor | undefined)[] = network.layers.map(() => undefined);
  const lowest = network.layers.findIndex((layer) => layer.parameters.length > 0);
  let dy: Tensor = tensor(gradient, forward.z.shape);
  for (let l = network.layers.length - 1; l >= Math.max(lowest, 0); l--) {
    outputGradients[l] = dy;
    if (l > lowest) dy = network.layers[l].inputGradient(forward.parameters[l], forward.inputs[l], dy);
  }
  return { ...forward, losses, outputGradients };
}

/** Row i of x [B, ...] times factors[i], [B, ...]. */
export function scaleRows(x: Tensor, factors: Float32Array): Tensor {
  const column = tensor(factors, [factors.length, ...x.shape.slice(1).map(() => 1)]);
  return mul(x, column);
}

function parameterTensors(network: Network, weights: Float32Array): Tensor[][] {
  const expected = parameterCount(network.layout);
  if (weights.length !== expected) {
    throw new RangeError(`${weights.length} weights were given, the network has ${expected} parameters`);
  }
  let block = 0;
  return network.layers.map((layer) =>
    layer.parameters.map(({ shape }) => tensor(blockOf(weights, network.layout[block++]), [...shape])),
  );
}
