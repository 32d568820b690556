/** What the output gradients of the first layer look like before anything was observed. @module */
import type { Examples } from "../plugins/task.js";
import type { GradientsOf } from "./example-gradients.js";

/** The output gradients of the first layer with weights, clipped, by class. */
export interface OutputGradientPrior {
  /** [classes][m]; zero for a class without examples */
  readonly means: readonly Float64Array[];
  /** [classes][m, m] */
  readonly covariances: readonly Float64Array[];
}

export function outputGradientPrior(
  { images, labels }: Examples,
  classes: number,
  gradientsOf: GradientsOf,
): OutputGradientPrior {
  const { layers, clipFactors } = gradientsOf(images, labels);
  const units = layers[0].outputGradient.length / labels.length;
  const counts = new Float64Array(classes);
  labels.forEach((label) => counts[label]++);
  const means = Array.from({ length: classes }, () => new Float64Array(units));
  const covariances = Array.from({ length: classes }, () => new Float64Array(units * units));
  const gradientOf = (i: number) =>
    Float64Array.from(layers[0].outputGradient.subarray(i * units, (i + 1) * units), (v) => v * clipFactors[i]);
  labels.forEach((label, i) => {
    gradientOf(i).forEach((value, k) => (means[label][k] += value / counts[label]));
  });
  labels.forEach((label, i) => {
    const deviation = gradientOf(i).map((value, k) => value - means[label][k]);
    for (let a = 0, o = 0; a < units; a++) {
      const share = deviation[a] / counts[label];
      for (let b = 0; b < units; b++, o++) covariances[label][o] += share * deviation[b];
    }
  });
  return { means, covariances };
}
