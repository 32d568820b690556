/** Passes through a stack of layers that does not end in a loss; typed arrays in and out. @module */
import { tidy } from "@tensorflow/tfjs-core";
import type { LayerStack } from "./layer-stack.js";
import { parameterCount } from "./param-vector.js";
import { readGradients } from "./read-gradients.js";
import { copyOf } from "./read.js";
import { traceForward, traceOutputGradients } from "./trace.js";

/** What it gives for inputs [count, ...inputShape]: [count, ...outputShape]. */
export function outputs(stack: LayerStack, weights: Float32Array, inputs: Float32Array, count: number): Float32Array {
  let result = new Float32Array(0);
  if (count > 0) {
    tidy(() => {
      result = copyOf(traceForward(stack, weights, inputs, count).z);
    });
  }
  return result;
}

/**
 * The gradient [P] by the weights of any function of the outputs.
 * @param weights [P]
 * @param inputs [count, ...inputShape], count at least 1
 * @param outputGradientOf that function's gradient by the outputs, from the outputs, both [count, ...outputShape]
 * @throws {RangeError} when that gradient has another length
 */
export function stackGradient(
  stack: LayerStack,
  weights: Float32Array,
  inputs: Float32Array,
  count: number,
  outputGradientOf: (outputs: Float32Array) => Float32Array,
): Float32Array {
  const gradient = new Float32Array(parameterCount(stack.layout));
  tidy(() => {
    const forward = traceForward(stack, weights, inputs, count);
    const outputGradient = outputGradientOf(copyOf(forward.z));
    if (outputGradient.length !== forward.z.size) {
      throw new RangeError(`a gradient of ${outputGradient.length} values was given for ${forward.z.size} outputs`);
    }
    const gradients = traceOutputGradients(stack, forward, outputGradient);
    readGradients(stack, gradients, gradient, 1, (layer, l, dy) =>
      layer.parameterGradients(forward.parameters[l], forward.inputs[l], dy),
    );
  });
  return gradient;
}
