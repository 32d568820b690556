/** The labels of a lot within a search: known ones, or probabilities that are searched for. @module */
import { oneHot } from "../../tensor/loss/loss-and-gradient.js";

export interface LotLabels {
  /** how many values of a point, after the images', are theirs */
  readonly unknowns: number;
  /** target probabilities [B, classes] */
  probabilities(values: Float32Array): Float32Array;
  /** what the derivative [B, classes] by the probabilities is by `values`, [unknowns] */
  gradient(values: Float32Array, byProbabilities: Float32Array): Float64Array;
  /** [B] */
  labels(values: Float32Array): Int32Array;
}

/** @param labels [B], each in [0, classes) */
export function knownLabels(labels: Int32Array, classes: number): LotLabels {
  const certain = oneHot(labels, classes);
  return {
    unknowns: 0,
    probabilities: () => certain,
    gradient: () => new Float64Array(0),
    labels: () => labels,
  };
}

/** So that logits and pixels move by like amounts. */
const sharpness = 10;

/** Softmax probabilities, found along with the images (Zhu et al. 2019, arXiv:1906.08935, algorithm 1). */
export function searchedLabels(lotSize: number, classes: number): LotLabels {
  const rowOf = <A extends Float32Array | Float64Array>(values: A, i: number) =>
    values.subarray(i * classes, (i + 1) * classes) as A;
  const probabilities = (values: Float32Array) => {
    const all = new Float32Array(values.length);
    for (let i = 0; i < lotSize; i++) {
      const row = rowOf(values, i);
      const largest = Math.max(...row);
      const powers = Float64Array.from(row, (value) => Math.exp(sharpness * (value - largest)));
      const sum = powers.reduce((total, power) => total + power, 0);
      all.set(
        powers.map((power) => power / sum),
        i * classes,
      );
    }
    return all;
  };
  return {
    unknowns: lotSize * classes,
    probabilities,
    gradient(values, byProbabilities) {
      const all = new Float64Array(values.length);
      const p = probabilities(values);
      for (let i = 0; i < lotSize; i++) {
        const [row, slopes] = [rowOf(p, i), rowOf(byProbabilities, i)];
        const mean = row.reduce((sum, share, c) => sum + share * slopes[c], 0);
        row.forEach((share, c) => {
          all[i * classes + c] = sharpness * share * (slopes[c] - mean);
        });
      }
      return all;
    },
    labels: (values) =>
      Int32Array.from({ length: lotSize }, (_, i) => {
        const row = rowOf(values, i);
        return row.indexOf(Math.max(...row));
      }),
  };
}
