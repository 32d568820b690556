/** Adam. @module */

export interface AdamOptions {
  /** decay of the mean of gradients, β1 in [0, 1); default 0.9 */
  readonly firstDecay?: number;
  /** decay of the mean of their squares, β2 in [0, 1); default 0.999 */
  readonly secondDecay?: number;
}

const epsilon = 1e-8;

/** Adam (Kingma & Ba 2015, arXiv:1412.6980, algorithm 1): the moments that outlive its steps. */
export class Adam {
  readonly #firstDecay: number;
  readonly #secondDecay: number;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  #steps = 0;

  /** @param size values that it moves */
  constructor(size: number, { firstDecay = 0.9, secondDecay = 0.999 }: AdamOptions = {}) {
    this.#firstDecay = firstDecay;
    this.#secondDecay = secondDecay;
    this.#mean = new Float64Array(size);
    this.#square = new Float64Array(size);
  }

  /** Moves `point` [size], in place, against `gradient` [size]. */
  step(point: Float32Array | Float64Array, gradient: ArrayLike<number>, learningRate: number): void {
    const [mean, square, firstDecay, secondDecay] = [this.#mean, this.#square, this.#firstDecay, this.#secondDecay];
    const t = ++this.#steps;
    const step = (learningRate * Math.sqrt(1 - secondDecay ** t)) / (1 - firstDecay ** t);
    for (let i = 0; i < mean.length; i++) {
      const g = gradient[i];
      mean[i] = firstDecay * mean[i] + (1 - firstDecay) * g;
      square[i] = secondDecay * square[i] + (1 - secondDecay) * g * g;
      point[i] -= (step * mean[i]) / (Math.sqrt(square[i]) + epsilon);
    }
  }
}
