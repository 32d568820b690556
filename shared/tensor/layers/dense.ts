/** The fully connected layer y = x·W + b. @module */
import { add, addN, matMul, sum } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
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

    forward: ([kernel, bias], x) => add(matMul(matrix(x), matrix(kernel)), bias),

    inputGradient: ([kernel], _x, dy) => matMul(matrix(dy), matrix(kernel), false, true),

    parameterGradients: (_p, x, dy) => [matMul(matrix(x), matrix(dy), true, false), sum(dy, 0)],

    tangent: ([kernel], x, [dKernel, dBias], dx) =>
      add(addN([matMul(matrix(dx), matrix(kernel)), matMul(matrix(x), matrix(dKernel))]), dBias),

    // The gradient of one example is the outer product of its input and its dy, and dy again for the bias
    // (Goodfellow 2015, arXiv:1510.01799).
    squaredGradientNorms: (x, dy) => {
      const input = squaredRowNorms(x);
      return squaredRowNorms(dy).map((norm, i) => norm * (input[i] + 1));
    },
  };
}

const matrix = (tensor: Tensor): Tensor2D => tensor as Tensor2D;
