/** What a network's loss says of its inputs. @module */
import { tidy } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Network } from "./network.js";
import { copyOf } from "./read.js";
import { traceBackward } from "./trace.js";
import type { Lot } from "./trace.js";

export interface InputGradient {
  /** [N], nats */
  readonly losses: Float32Array;
  /** ∂(Σ_i L_i)/∂images, [N, ...inputShape] */
  readonly gradient: Float32Array;
}

/**
 * The losses of a lot, and their gradient by its images.
 * @param weights [P]
 * @param lot one example or more
 */
export function inputGradient(network: Network, weights: Float32Array, lot: Lot): InputGradient {
  let result: InputGradient | undefined;
  tidy(() => {
    const { parameters, inputs, outputGradients, losses } = traceBackward(network, weights, lot);
    const lowest = outputGradients.findIndex((dy) => dy !== undefined);
    let gradient = outputGradients[lowest] as Tensor;
    for (let l = lowest; l >= 0; l--) gradient = network.layers[l].inputGradient(parameters[l], inputs[l], gradient);
    result = { losses, gradient: copyOf(gradient) };
  });
  return result as InputGradient;
}
