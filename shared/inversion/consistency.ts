/** Whether an image and a label are an example of a lot: the gradient itself tells, no truth is needed. @module */
import type { Candidate } from "./candidates.js";
import type { GradientsOf } from "./example-gradients.js";
import type { GradientFactors } from "./factors.js";
import { addScaled, dot, rowOf } from "./vectors.js";

export interface LabelledCandidate extends Candidate {
  readonly label: number;
  /** [rank], coordinates of its output gradient, see GradientFactors */
  readonly d: Float64Array;
  /** the share of its output gradient that lies outside the space of the lot's, in [0, 1] */
  readonly outside: number;
  /** p · d: 1 where the lot's gradient holds this example exactly once */
  readonly weight: number;
}

/**
 * Every candidate with the label that explains the lot's gradient best.
 *
 * An example's output gradient δ(x, y) follows from the weights. It is in the lot only if δ lies in the row space of Δ
 * and x and δ are dual to each other: p · d = 1.
 * @param share of one example's gradient in the update: 1 / batch size, times any factor common to all
 * @param misfit what the best label has least of
 */
export function labelCandidates(
  factors: GradientFactors,
  candidates: readonly Candidate[],
  classes: number,
  gradientsOf: GradientsOf,
  share: number,
  misfit: (candidate: LabelledCandidate) => number = mismatch,
): LabelledCandidate[] {
  if (candidates.length === 0) return [];
  const n = candidates[0].image.length;
  const images = new Float32Array(candidates.length * classes * n);
  const labels = Int32Array.from({ length: candidates.length * classes }, (_, i) => i % classes);
  labels.forEach((_, i) => images.set(candidates[Math.floor(i / classes)].image, i * n));
  const { layers, clipFactors } = gradientsOf(images, labels);
  const outputGradients = layers[0].outputGradient;
  const units = outputGradients.length / labels.length;
  return candidates.map((candidate, c) => {
    const options = Array.from({ length: classes }, (_, label): LabelledCandidate => {
      const i = c * classes + label;
      const gradient = Float64Array.from(outputGradients.subarray(i * units, (i + 1) * units));
      const { d, outside } = coordinates(factors, gradient, share * clipFactors[i]);
      return { ...candidate, label, d, outside, weight: dot(candidate.p, d) };
    });
    return options.reduce((best, option) => (misfit(option) < misfit(best) ? option : best));
  });
}

/** How far from being an example of the lot, in [0, ∞); 0 is perfect. */
export function mismatch({ outside, weight }: LabelledCandidate): number {
  return Math.max(outside, Math.abs(weight - 1));
}

function coordinates(
  { rank, right, singularValues, unitWeights }: GradientFactors,
  gradient: Float64Array,
  share: number,
) {
  const weighted = gradient.map((value, k) => value * unitWeights[k] * share);
  const whole = dot(weighted, weighted);
  const d = new Float64Array(rank);
  for (let i = 0; i < rank; i++) {
    const v = rowOf(right, i, weighted.length);
    const component = dot(weighted, v);
    d[i] = component / singularValues[i];
    addScaled(weighted, v, -component);
  }
  return { d, outside: whole === 0 ? 1 : Math.sqrt(dot(weighted, weighted) / whole) };
}
