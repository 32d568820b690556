/** One forward and one backward pass as tensors; to be called inside a `tidy`. @module */
import { mul, tensor } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayerStack } from "./layer-stack.js";
import type { Layer } from "./layers/layer.js";
import { lossAndGradient } from "./loss/loss-and-gradient.js";
import type { Network } from "./network.js";
import { parameterTensors } from "./parameter-tensors.js";

/** Examples whose class need not be certain. */
export interface Lot {
  /** [N, ...inputShape], flat */
  readonly images: Float32Array;
  /** [N, classes], flat; probabilities, each row summing to 1 */
  readonly targets: Float32Array;
}

export interface ForwardTrace {
  /** parameters[l], those of layer l; where groups have their own, with a leading axis */
  readonly parameters: readonly (readonly Tensor[])[];
  /** inputs[l], what layer l was given, [N, ...] */
  readonly inputs: readonly Tensor[];
  /** what the last layer gave, [N, ...outputShape]: of a network, logits [N, classes] */
  readonly z: Tensor;
}

/** Element l is ∂L/∂(output of layer l), [N, ...]; undefined below the first layer with weights. */
export type OutputGradients = readonly (Tensor | undefined)[];

export interface Trace extends ForwardTrace {
  /** [N], nats */
  readonly losses: Float32Array;
  /** of the summed loss Σ_i L_i */
  readonly outputGradients: OutputGradients;
}

/**
 * @param weights [P], or [K, P] for K groups of examples
 * @param values [count, ...inputShape], flat; count at least 1
 * @throws {RangeError} when `weights` is not as long as the stack has parameters
 */
export function traceForward(
  stack: LayerStack,
  weights: Float32Array,
  values: Float32Array,
  count: number,
  groups = 1,
): ForwardTrace {
  const parameters = parameterTensors(stack, weights, groups);
  const inputs: Tensor[] = [];
  let x: Tensor = tensor(values, [count, ...stack.inputShape]);
  stack.layers.forEach((layer, l) => {
    inputs.push(x);
    x = layer.forward(parameters[l], x);
  });
  return { parameters, inputs, z: x };
}

/**
 * @param weights [P], or [K, P] for K groups of examples
 * @param lot one example or more
 */
export function traceBackward(network: Network, weights: Float32Array, lot: Lot, groups = 1): Trace {
  const { images, targets } = lot;
  const forward = traceForward(network, weights, images, targets.length / network.classes, groups);
  const z = forward.z.dataSync() as Float32Array;
  const { losses, gradient } = lossAndGradient(z, targets, network.classes);
  return { ...forward, losses, outputGradients: traceOutputGradients(network, forward, gradient) };
}

/** @param gradient ∂L/∂z [N, ...outputShape], flat */
export function traceOutputGradients(
  stack: LayerStack,
  forward: ForwardTrace,
  gradient: Float32Array,
): OutputGradients {
  const outputGradients: (Tensor | undefined)[] = stack.layers.map(() => undefined);
  const lowest = stack.layers.findIndex((layer) => layer.parameters.length > 0);
  let dy: Tensor = tensor(gradient, forward.z.shape);
  for (let l = stack.layers.length - 1; l >= Math.max(lowest, 0); l--) {
    outputGradients[l] = dy;
    if (l > lowest) dy = stack.layers[l].inputGradient(forward.parameters[l], forward.inputs[l], dy);
  }
  return outputGradients;
}

/** Visits the layers with weights, in order, each with the gradient of its output. */
export function forEachWithWeights(
  stack: LayerStack,
  outputGradients: OutputGradients,
  visit: (layer: Layer, l: number, dy: Tensor) => void,
): void {
  stack.layers.forEach((layer, l) => {
    const dy = outputGradients[l];
    if (layer.parameters.length > 0 && dy !== undefined) visit(layer, l, dy);
  });
}

/** Row i of x [B, ...] times factors[i], [B, ...]. */
export function scaleRows(x: Tensor, factors: Float32Array): Tensor {
  const column = tensor(factors, [factors.length, ...x.shape.slice(1).map(() => 1)]);
  return mul(x, column);
}
