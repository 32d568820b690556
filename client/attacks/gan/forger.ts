/** The generator and its training against a discriminator. @module */
import { Adam } from "../../../shared/learning/adam.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { inputGradient } from "../../../shared/tensor/input-gradient.js";
import type { LayerStack } from "../../../shared/tensor/layer-stack.js";
import { oneHot } from "../../../shared/tensor/loss/loss-and-gradient.js";
import type { Network } from "../../../shared/tensor/network.js";
import { outputs, stackGradient } from "../../../shared/tensor/stack-passes.js";
import { collapsePenalty } from "./diversity.js";
import type { Penalty } from "./diversity.js";
import { unlikenessPenalty } from "./likeness.js";
import type { PixelStatistics } from "./likeness.js";

export interface ForgerSettings {
  readonly targetClass: number;
  /** images of a step, 2 or more */
  readonly batchSize: number;
  /** of Adam with β1 0.5, which follows a discriminator that changes (Radford et al. 2016, arXiv:1511.06434) */
  readonly learningRate: number;
  /** weight of the penalty on collapse, 0 or more */
  readonly diversity: number;
  /** L2 distance of images that is enough; Infinity where it is not known: then there is no such penalty */
  readonly spread: number;
  /** weight of the penalty on images that are unlike its own, 0 or more */
  readonly likeness: number;
  /** of its own examples; absent where it has none */
  readonly pixels?: PixelStatistics | undefined;
}

/** what a step leaves of the mean of the weights before it; what it claims then averages over five turns or so */
const MEMORY = 0.99;

/** Makes images that a discriminator takes for the target class; its weights and moments live as long as it does. */
export class Forger {
  readonly #generator: LayerStack;
  readonly #weights: Float32Array;
  /** exponential moving average of the weights (Yazici et al. 2019, arXiv:1806.04498): it follows no single discriminator */
  readonly #mean: Float32Array;
  #steps = 0;
  readonly #optimiser: Adam;
  readonly #settings: ForgerSettings;

  constructor(generator: LayerStack, settings: ForgerSettings, rng: RngStream) {
    this.#generator = generator;
    this.#weights = generator.initialise(rng);
    this.#mean = this.#weights.slice();
    this.#optimiser = new Adam(this.#weights.length, { firstDecay: 0.5 });
    this.#settings = settings;
  }

  /** Noise [count, latent] from N(0, 1). */
  noise(count: number, rng: RngStream): Float32Array {
    const values = new Float32Array(count * this.#generator.inputShape[0]);
    rng.fillGaussian(values, 1);
    return values;
  }

  /** [count, ...imageShape], of noise [count, latent], as the last step left the generator */
  images(noise: Float32Array): Float32Array {
    return outputs(this.#generator, this.#weights, noise, noise.length / this.#generator.inputShape[0]);
  }

  /** The same, of the mean of the generators that its steps have led through, the last counting most. */
  settledImages(noise: Float32Array): Float32Array {
    return outputs(this.#generator, this.#mean, noise, noise.length / this.#generator.inputShape[0]);
  }

  /**
   * One step down the cross-entropy of D(G(z)) to the target class, D the network at `weights` [P].
   * @returns mean cross-entropy before the step, nats; where it is not finite, no step was made
   */
  step(network: Network, weights: Float32Array, rng: RngStream): number {
    const { targetClass, batchSize, learningRate } = this.#settings;
    const targets = oneHot(new Int32Array(batchSize).fill(targetClass), network.classes);
    let loss = 0;
    const gradient = stackGradient(this.#generator, this.#weights, this.noise(batchSize, rng), batchSize, (images) => {
      const found = inputGradient(network, weights, { images, targets });
      loss = found.losses.reduce((sum, value) => sum + value, 0) / batchSize;
      const total = found.gradient.map((g) => g / batchSize);
      this.#addPenalties(total, images);
      return total;
    });
    if (!Number.isFinite(loss)) return loss;
    this.#optimiser.step(this.#weights, gradient, learningRate);
    this.#remember();
    return loss;
  }

  /** The first steps count less: they start from nothing. */
  #remember(): void {
    const kept = Math.min(MEMORY, ++this.#steps / (this.#steps + 9));
    const mean = this.#mean;
    for (let i = 0; i < mean.length; i++) mean[i] += (1 - kept) * (this.#weights[i] - mean[i]);
  }

  /** @param gradient [batchSize, ...imageShape], added to */
  #addPenalties(gradient: Float32Array, images: Float32Array): void {
    const { batchSize, diversity, spread, likeness, pixels } = this.#settings;
    const add = (weight: number, penalty: Penalty): void => {
      for (let i = 0; i < gradient.length; i++) gradient[i] += weight * penalty.gradient[i];
    };
    if (diversity > 0 && spread < Infinity) add(diversity, collapsePenalty(images, batchSize, spread));
    if (likeness > 0 && pixels !== undefined) add(likeness, unlikenessPenalty(images, pixels));
  }
}
