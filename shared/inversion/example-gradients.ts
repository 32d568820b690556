/** What the gradients of single examples would be at known weights. @module */
import { clippedGradientSum } from "../learning/gradient.js";
import type { Network } from "../tensor/network.js";
import { backpropagate } from "../tensor/passes.js";

/** The gradient of example i is, in each layer with weights, [input_i, 1] · outputGradient_iᵀ, if the layer is dense. */
export interface ExampleGradients {
  /** in the order of the layers with weights: input [k, n], outputGradient [k, m] */
  readonly layers: readonly { readonly input: Float32Array; readonly outputGradient: Float32Array }[];
  /** [k], the factor by which clipping scales each example's gradient, in (0, 1]; not applied above */
  readonly clipFactors: Float64Array;
}

/** The gradients that images [k, n] with labels [k] would have, k at least 1. */
export type GradientsOf = (images: Float32Array, labels: Int32Array) => ExampleGradients;

/** @param clipNorm L2 bound on each example's whole gradient, Infinity where there is none */
export function gradientsAt(network: Network, weights: Float32Array, clipNorm = Infinity): GradientsOf {
  return (images, labels) => {
    const examples = { images, labels, shape: network.inputShape };
    const layers = backpropagate(network, weights, examples).layers.filter((layer) => layer !== undefined);
    const clipFactors =
      clipNorm === Infinity
        ? new Float64Array(labels.length).fill(1)
        : clippedGradientSum(network, weights, examples, Infinity).norms.map((norm) => Math.min(1, clipNorm / norm));
    return { layers, clipFactors };
  };
}
