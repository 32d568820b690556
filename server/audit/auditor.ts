/**
 * An auditor at the server's seat: it sees every update and the weights it was made on, knows the participant's data, all
 * canaries and the mechanism, and says for each canary how much more likely it is in the data than not (Nasr et al. 2023,
 * arXiv:2302.07956, which takes the dot product of the update with the canary's gradient; here for all canaries together).
 * @module
 */
import { clippedGradientSum } from "../../shared/learning/gradient.js";
import type { AttackInit, KnownDefence, Observation } from "../../shared/plugins/attack.js";
import type { Examples } from "../../shared/plugins/task.js";
import { conjugateGradients } from "./conjugate-gradients.js";

export interface AuditorInit extends Pick<
  AttackInit,
  "network" | "update" | "batchSize" | "examplesEach" | "learningRate" | "defences"
> {
  /** m */
  readonly canaries: Examples;
  /** what else the participant holds */
  readonly others: Examples;
}

export class Auditor {
  /** [m], the sum over observed turns of the estimated weight of each canary in the update */
  readonly scores: Float64Array;
  readonly #init: AuditorInit;
  readonly #clipNorm: number;

  constructor(init: AuditorInit) {
    this.#init = init;
    this.scores = new Float64Array(init.canaries.labels.length);
    this.#clipNorm = clipNormOf(init.defences);
  }

  /**
   * The update is taken for Σ_j s_j·g_j + others' gradients + noise, of the canaries' clipped gradients g_j, with s_j 1
   * where canary j is in the lot and 0 where it is not; added to the scores is the linear estimate of s, less what is
   * expected of it beforehand, with the least mean squared error. A wrong model makes scores worse, and no bound that is
   * drawn from them wrong.
   */
  observe({ weights, update }: Observation): void {
    const { batchSize, examplesEach, learningRate, update: kind, others } = this.#init;
    const gradients = this.#gradients(weights);
    const drawn = Math.min(1, batchSize / examplesEach);
    const share = drawn / 2;
    const scale = kind === "gradient" ? batchSize : -batchSize / learningRate;
    const residual = Float64Array.from(update, (value) => value * scale);
    addMultiples(residual, gradients, new Float64Array(gradients.length).fill(share), -1);
    addMultiples(residual, [this.#sum(weights, others)], Float64Array.of(drawn), -1);
    const variance = share * (1 - share);
    const energy = gradients.reduce((sum, gradient) => sum + dot(gradient, gradient), 0) / gradients.length;
    const floor = 1e-3 * energy;
    // the noise is measured where no canary reaches, and not taken from what the mechanism says: that is what is in doubt
    const fit = estimate(gradients, residual, floor);
    const rest = residual.slice();
    addMultiples(rest, gradients, fit, -1);
    const noise = dot(rest, rest) / Math.max(1, residual.length - gradients.length);
    estimate(gradients, residual, floor + noise / variance).forEach((weight, j) => {
      this.scores[j] += weight;
    });
  }

  /** Clipped, one a canary, [P] each. */
  #gradients(weights: Float32Array): Float32Array[] {
    const { canaries } = this.#init;
    const size = canaries.shape.reduce((a, b) => a * b, 1);
    return Array.from(canaries.labels, (_, i) => {
      const one: Examples = {
        images: canaries.images.subarray(i * size, (i + 1) * size),
        labels: canaries.labels.subarray(i, i + 1),
        shape: canaries.shape,
      };
      return this.#sum(weights, one);
    });
  }

  /** [P], of clipped gradients. */
  #sum(weights: Float32Array, examples: Examples): Float32Array {
    return clippedGradientSum(this.#init.network, weights, examples, this.#clipNorm).gradient;
  }
}

/** Of the weights s [m] in target = Σ_j s_j·g_j + noise, with a ridge: noise variance over the variance of each s_j. */
function estimate(gradients: readonly Float32Array[], target: Float64Array, ridge: number): Float64Array {
  const right = Float64Array.from(gradients, (gradient) => dot(gradient, target));
  const product = (x: Float64Array): Float64Array => {
    const sum = new Float64Array(target.length);
    addMultiples(sum, gradients, x, 1);
    return Float64Array.from(gradients, (gradient, j) => dot(gradient, sum) + ridge * x[j]);
  };
  return conjugateGradients(product, right, { steps: 40, tolerance: 1e-3 });
}

/** into += sign·Σ_j x_j·g_j, in place. */
function addMultiples(into: Float64Array, gradients: readonly Float32Array[], x: Float64Array, sign: 1 | -1): void {
  gradients.forEach((gradient, j) => {
    const factor = sign * x[j];
    for (let k = 0; k < into.length; k++) into[k] += factor * gradient[k];
  });
}

/** The clip norm of the first defence that has a single one. */
function clipNormOf(defences: readonly KnownDefence[]): number {
  const norms = defences.map(({ params }) => params.clipNorm);
  return (norms.find((norm) => typeof norm === "number" && norm > 0) as number | undefined) ?? Infinity;
}

function dot(a: Float32Array | Float64Array, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
