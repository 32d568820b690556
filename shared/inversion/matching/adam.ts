/** Adam, as a search. @module */
import type { Search } from "./search.js";

export interface AdamSettings {
  readonly learningRate: number;
  /** evaluations, 1 or more */
  readonly iterations: number;
  /** by the sign of the gradient alone; default no */
  readonly signed?: boolean;
  /** a value that is good enough to stop at; default −Infinity */
  readonly enough?: number;
}

const [firstDecay, secondDecay, epsilon] = [0.9, 0.999, 1e-8];

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980, algorithm 1) whose learning rate falls to a tenth after 3/8, 5/8 and 7/8 of
 * the iterations (Geiping et al. 2020, arXiv:2003.14053).
 * @param start [n]
 */
export function* adam(start: Float32Array, settings: AdamSettings): Search {
  const { learningRate, iterations, signed = false, enough = -Infinity } = settings;
  const point = Float64Array.from(start);
  const [mean, square] = [new Float64Array(point.length), new Float64Array(point.length)];
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { value, gradient } = yield Float32Array.from(point);
    if (value <= enough) return "reached";
    if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) return "stalled";
    const rate = learningRate * 0.1 ** stage(iteration / iterations);
    const step = (rate * Math.sqrt(1 - secondDecay ** iteration)) / (1 - firstDecay ** iteration);
    for (let i = 0; i < point.length; i++) {
      const g = signed ? Math.sign(gradient[i]) : gradient[i];
      mean[i] = firstDecay * mean[i] + (1 - firstDecay) * g;
      square[i] = secondDecay * square[i] + (1 - secondDecay) * g * g;
      point[i] -= (step * mean[i]) / (Math.sqrt(square[i]) + epsilon);
    }
  }
  return "exhausted";
}

function stage(progress: number): number {
  return [3 / 8, 5 / 8, 7 / 8].filter((end) => progress >= end).length;
}
