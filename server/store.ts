/** The global weights, their version and their update counters. @module */
import { sgdStep } from "../shared/learning/sgd.js";
import type { Snapshot } from "./open-turns.js";

export class ParameterStore {
  #weights: Float32Array;
  #version = 0;
  /** whether somebody outside may hold `#weights` */
  #isLent = true;
  readonly #counters: Float64Array;

  constructor(initial: Float32Array) {
    this.#weights = initial;
    this.#counters = new Float64Array(initial.length);
  }

  /** [P]; once read, `apply` replaces it and never changes it, so that whoever holds it keeps what it was */
  get weights(): Float32Array {
    this.#isLent = true;
    return this.#weights;
  }

  /** how often `apply` has been called */
  get version(): number {
    return this.#version;
  }

  get snapshot(): Snapshot {
    return { weights: this.weights, version: this.#version };
  }

  /** [P], how often each parameter was uploaded, as far as it was counted: `stat` of Shokri & Shmatikov 2015 */
  get counters(): Float64Array {
    return this.#counters;
  }

  /** @throws {Error} where training has diverged */
  requireFinite(): void {
    if (this.#weights.every(Number.isFinite)) return;
    throw new Error("the weights are not finite any more: training diverged (a smaller learning rate may help)");
  }

  /** w ← w + scale · step */
  apply(step: Float32Array, scale: number): void {
    this.#weights = sgdStep(this.#weights, step, -scale, this.#isLent ? undefined : this.#weights);
    this.#isLent = false;
    this.#version++;
  }

  /** Counts one upload of these coordinates, undefined for all. */
  count(indices: Int32Array | undefined): void {
    const counters = this.#counters;
    if (indices === undefined) for (let i = 0; i < counters.length; i++) counters[i]++;
    else for (const index of indices) counters[index]++;
  }

  /** stat ← β · stat */
  decayCounters(beta: number): void {
    if (beta < 1) for (let i = 0; i < this.#counters.length; i++) this.#counters[i] *= beta;
  }
}
