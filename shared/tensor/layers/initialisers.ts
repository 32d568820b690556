/** How the weights of a layer start. @module */
import type { RngStream } from "../../random/rng-stream.js";

/**
 * - `glorot-uniform`: U(−a, a), a = √(6 / (inputs + outputs)) (Glorot & Bengio 2010, eq. 16); for sigmoid, tanh and logits.
 * - `he-normal`: N(0, 2 / inputs) (He et al. 2015, eq. 10); for relu.
 * - `uniform`: U(−range, range) for kernel and bias alike.
 *
 * But for `uniform`, the bias starts at zero.
 */
export type Initialiser = "glorot-uniform" | "he-normal" | { readonly uniform: number };

export interface Fan {
  /** values that one output is computed from */
  readonly inputs: number;
  /** outputs that one input takes part in */
  readonly outputs: number;
  /** elements of the kernel */
  readonly kernel: number;
  /** elements of the bias */
  readonly bias: number;
}

/** Kernel and bias, flat. */
export function initialValues(initialiser: Initialiser, fan: Fan, rng: RngStream): [Float32Array, Float32Array] {
  const kernel = new Float32Array(fan.kernel);
  const bias = new Float32Array(fan.bias);
  const uniform = (values: Float32Array, range: number) => values.map(() => range * (2 * rng.uniform() - 1));
  if (initialiser === "he-normal") {
    rng.fillGaussian(kernel, Math.sqrt(2 / fan.inputs));
    return [kernel, bias];
  }
  if (initialiser === "glorot-uniform") return [uniform(kernel, Math.sqrt(6 / (fan.inputs + fan.outputs))), bias];
  return [uniform(kernel, initialiser.uniform), uniform(bias, initialiser.uniform)];
}
