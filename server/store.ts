/** The global weights and their version. @module */
import { sgdStep } from "../shared/learning/sgd.js";
import { valuesToBytes } from "../shared/protocol/values.js";

export class ParameterStore {
  #weights: Float32Array;
  #version = 0;

  constructor(initial: Float32Array) {
    this.#weights = initial;
  }

  /** [P]; replaced, never changed, by `apply`, so that whoever holds it keeps what it was */
  get weights(): Float32Array {
    return this.#weights;
  }

  /** how often `apply` has been called */
  get version(): number {
    return this.#version;
  }

  /** the weights as they travel */
  get bytes(): Uint8Array {
    return valuesToBytes(this.#weights);
  }

  /** w ← w − learningRate · gradient */
  apply(gradient: Float32Array, learningRate: number): void {
    this.#weights = sgdStep(this.#weights, gradient, learningRate);
    this.#version++;
  }
}
