/** The fully connected layer y = x·W + b. @module */
import { add, matMul, sum } from "@tensorflow/tfjs-core";
import type { Tensor2D } from "@tensorflow/tfjs-core";
import { affineGradients } from "./affine-gradients.js";
import { inGroups, plusBias, product } from "./grouped.js";
import { initialValues } from "./initialisers.js";
import type { Initialiser } from "./initialisers.js";
import type { Layer } from "./layer.js";
import { squaredRowNorms } from "./squared-row-norms.js";

/** Maps [B, inputs] to [B, outputs]; parameters kernel [inputs, outputs] and bias [outputs]. */
export function dense(inputs: number, outputs: number, initialiser: Initialiser): Layer {
  return {
    kind: "dense",
    inputShape: [inputs],
    outputShape: [outputs],
    parameters: [
      { name: "kernel", shape: [inputs, outputs] },
      { name: "bias", shape: [outputs] },
    ],

    initialise: (rng) => initialValues(initialiser, { inputs, outputs, kernel: inputs * outputs, bias: outputs }, rng),

    forward: ([kernel, bias], x) => plusBias(product(x, kernel), bias),

    inputGradient: ([kernel], _x, dy) => product(dy, kernel, true),

    ...affineGradients(
      (x, dy, groups) =>
        groups === 1
          ? matMul(x as Tensor2D, dy as Tensor2D, true, false)
          : matMul(inGroups(x, groups), inGroups(dy, groups), true, false),
      (dy, groups) => (groups === 1 ? sum(dy, 0) : sum(inGroups(dy, groups), 1)),
    ),

    tangent: ([kernel], x, [dKernel, dBias], dx) => {
      const own = product(x, dKernel);
      return plusBias(dx === undefined ? own : add(product(dx, kernel), own), dBias);
    },

    inputGradientTangent: (_p, _x, [dKernel], _dx, dy) => product(dy, dKernel, true),

    // The gradient of one example is the outer product of its input and its dy, and dy again for the bias
    // (Goodfellow 2015, arXiv:1510.01799).
    squaredGradientNorms: (x, dy) => {
      const input = squaredRowNorms(x);
      return squaredRowNorms(dy).map((norm, i) => norm * (input[i] + 1));
    },
  };
}
