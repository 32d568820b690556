/** Adam, as a search. @module */
import { Adam } from "../../learning/adam.js";
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

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980, algorithm 1) whose learning rate falls to a tenth after 3/8, 5/8 and 7/8 of
 * the iterations (Geiping et al. 2020, arXiv:2003.14053).
 * @param start [n]
 */
export function* adam(start: Float32Array, settings: AdamSettings): Search {
  const { learningRate, iterations, signed = false, enough = -Infinity } = settings;
  const point = Float64Array.from(start);
  const optimiser = new Adam(point.length);
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { value, gradient } = yield Float32Array.from(point);
    if (value <= enough) return "reached";
    if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) return "stalled";
    const rate = learningRate * 0.1 ** stage(iteration / iterations);
    optimiser.step(point, signed ? gradient.map(Math.sign) : gradient, rate);
  }
  return "exhausted";
}

function stage(progress: number): number {
  return [3 / 8, 5 / 8, 7 / 8].filter((end) => progress >= end).length;
}
