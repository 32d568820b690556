/** Passes through a network, explicit and without the library's tape; typed arrays in and out. @module */
import { tidy } from "@tensorflow/tfjs-core";
import type { Examples } from "../plugins/task.js";
import { oneHot } from "./loss/loss-and-gradient.js";
import type { Network } from "./network.js";
import { parameterCount } from "./param-vector.js";
import { readGradients } from "./read-gradients.js";
import { copyOf } from "./read.js";
import { forEachWithWeights, scaleRows, traceBackward, traceForward } from "./trace.js";
import type { Lot, Trace } from "./trace.js";

// Results leave `tidy` through variables: it walks every element of an array that it returns.

/** What a layer with weights saw in a pass. */
export interface LayerPass {
  /** [B, ...layer.inputShape] */
  readonly input: Float32Array;
  /** [B, ...layer.outputShape], ∂(Σ_i L_i)/∂output; row i comes from example i alone */
  readonly outputGradient: Float32Array;
}

export interface Backpropagation {
  /** [B], nats */
  readonly losses: Float32Array;
  /** one entry a layer of the network, undefined for a layer without weights */
  readonly layers: readonly (LayerPass | undefined)[];
}

export interface WeightGradient {
  /** [P] */
  readonly gradient: Float32Array;
  /** [B], nats */
  readonly losses: Float32Array;
}

/** Logits [count, classes] of images [count, ...inputShape]. */
export function logits(network: Network, weights: Float32Array, images: Float32Array, count: number): Float32Array {
  let result = new Float32Array(0);
  if (count > 0) {
    tidy(() => {
      result = copyOf(traceForward(network, weights, images, count).z);
    });
  }
  return result;
}

/** What every layer with weights saw of a lot of one example or more, the gradients those of the summed loss. */
export function backpropagate(network: Network, weights: Float32Array, examples: Examples): Backpropagation {
  let losses: Float32Array = new Float32Array(0);
  let layers: (LayerPass | undefined)[] = [];
  tidy(() => {
    const trace = traceBackward(network, weights, lotOf(network, examples));
    losses = trace.losses;
    layers = network.layers.map((layer, l) => {
      const outputGradient = trace.outputGradients[l];
      return layer.parameters.length === 0 || outputGradient === undefined
        ? undefined
        : { input: copyOf(trace.inputs[l]), outputGradient: copyOf(outputGradient) };
    });
  });
  return { losses, layers };
}

/**
 * The gradient by the weights of Σ_i f_i·L_i over a lot of one example or more.
 *
 * One forward pass, one backward pass, then the weights' gradients alone, from output gradients scaled by f.
 * @param factorsOf gives f [B] for each layer with weights, in order, from the squared norms [B] of what the examples' own
 *   gradients have in that layer; without it every f_i is 1
 * @param gradient [P], where the gradient goes, a new vector by default
 */
export function weightGradient(
  network: Network,
  weights: Float32Array,
  examples: Examples,
  factorsOf?: (squaredNorms: readonly Float64Array[]) => readonly Float32Array[],
  gradient: Float32Array = new Float32Array(parameterCount(network.layout)),
): WeightGradient {
  let losses: Float32Array = new Float32Array(0);
  tidy(() => {
    const trace = traceBackward(network, weights, lotOf(network, examples));
    losses = trace.losses;
    const factors = factorsOf?.(squaredGradientNorms(network, trace)).values();
    readGradients(network, trace.outputGradients, gradient, 1, (layer, l, dy) => {
      const own = factors?.next().value;
      const scaled = own === undefined ? dy : scaleRows(dy, own);
      return layer.parameterGradients(trace.parameters[l], trace.inputs[l], scaled);
    });
  });
  return { gradient, losses };
}

/** ‖∇_w L_i‖² of every example, [B], for each layer with weights. */
function squaredGradientNorms(network: Network, trace: Trace): Float64Array[] {
  const norms: Float64Array[] = [];
  forEachWithWeights(network, trace.outputGradients, (layer, l, dy) => {
    norms.push(layer.squaredGradientNorms(trace.inputs[l], dy));
  });
  return norms;
}

function lotOf({ classes }: Network, { images, labels }: Examples): Lot {
  return { images, targets: oneHot(labels, classes) };
}
