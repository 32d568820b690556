/** The fully connected layer y = x·W + b. @module */
import { add, addN, matMul, sum } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { RngStream } from "../../random/rng-stream.js";
import type { Layer } from "./layer.js";
import { squaredRowNorms } from "./squared-row-norms.js";

/**
 * How the kernel starts; the bias always starts at zero.
 * - `glorot-uniform`: U(−a, a), a = √(6 / (inputs + outputs)) (Glorot & Bengio 2010, eq. 16); for sigmoid, tanh and logits.
 * - `he-normal`: N(0, 2 / inputs) (He et al. 2015, eq. 10); for relu.
 */
export type KernelInitialiser = "glorot-uniform" | "he-normal";

/** Maps [B, inputs] to [B, outputs]; parameters kernel [inputs, outputs] and bias [outputs]. */
export function dense(inputs: number, outputs: number, initialiser: KernelInitialiser): Layer {
  return {
    kind: "dense",
    inputShape: [inputs],
    outputShape: [outputs],
    parameters: [
      { name: "kernel", shape: [inputs, outputs] },
      { name: "bias", shape: [outputs] },
    ],

    initialise: (rng) => [initialKernel(inputs, outputs, initialiser, rng), new Float32Array(outputs)],

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

function initialKernel(inputs: number, outputs: number, initialiser: KernelInitialiser, rng: RngStream): Float32Array {
  const kernel = new Float32Array(inputs * outputs);
  if (initialiser === "he-normal") {
    rng.fillGaussian(kernel, Math.sqrt(2 / inputs));
    return kernel;
  }
  const bound = Math.sqrt(6 / (inputs + outputs));
  return kernel.map(() => bound * (2 * rng.uniform() - 1));
}

const matrix = (tensor: Tensor): Tensor2D => tensor as Tensor2D;
