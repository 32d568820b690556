/** The tangent of a forward and a backward pass, layer by layer; to be called inside a `tidy`. @module */
import { add, tensor, zerosLike } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { lossGradientTangent } from "./loss/loss-and-gradient.js";
import type { Network } from "./network.js";
import { copyOf } from "./read.js";
import type { Trace } from "./trace.js";

/** Directional derivatives, along a direction of the parameters, of what a `Trace` holds. */
export interface TangentTrace {
  /** inputs[l], of what layer l was given; undefined where it is zero, as is that of the images */
  readonly inputs: readonly (Tensor | undefined)[];
  /** of the logits, [N, classes] */
  readonly z: Float32Array;
  /** of ∂(Σ_i L_i)/∂(output of layer l), every l */
  readonly outputGradients: readonly Tensor[];
  /** of ∂(Σ_i L_i)/∂images, [N, ...inputShape] */
  readonly imageGradient: Tensor;
}

/**
 * Pearlmutter's R-operator (1994, Fast exact multiplication by the Hessian, section 3) for a direction of the weights.
 * @param directions of the parameters of every layer, shaped as the layers take them
 */
export function traceTangent(network: Network, trace: Trace, directions: readonly (readonly Tensor[])[]): TangentTrace {
  const { layers, classes } = network;
  const inputs: (Tensor | undefined)[] = [];
  let dx: Tensor | undefined;
  layers.forEach((layer, l) => {
    inputs.push(dx);
    dx = layer.tangent(trace.parameters[l], trace.inputs[l], directions[l], dx);
  });
  const z = copyOf(dx ?? zerosLike(trace.z));

  const outputGradients: Tensor[] = [];
  let tangent: Tensor = tensor(lossGradientTangent(copyOf(trace.z), z, classes), trace.z.shape);
  for (let l = layers.length - 1; l >= 0; l--) {
    outputGradients[l] = tangent;
    const [p, x, dy] = [trace.parameters[l], trace.inputs[l], trace.outputGradients[l]];
    tangent = layers[l].inputGradient(p, x, tangent);
    const own = dy && layers[l].inputGradientTangent(p, x, directions[l], inputs[l], dy);
    if (own !== undefined) tangent = add(tangent, own);
  }
  return { inputs, z, outputGradients, imageGradient: tangent };
}
