/** Pairs guesses with truths in the way that flatters them most. @module */
import { matchOptimally } from "../../shared/inversion/assignment.js";
import { exampleSize } from "../../shared/metrics/pairs.js";
import type { Pairs } from "../../shared/plugins/metric.js";
import type { Guesses } from "./guesses.js";

/** [m, n] mean squared errors of every guess against every truth. */
function costs(guesses: Guesses, truth: Guesses, size: number): Float64Array {
  const [m, n] = [guesses.labels.length, truth.labels.length];
  const cost = new Float64Array(m * n);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += (guesses.images[row * size + i] - truth.images[column * size + i]) ** 2;
      cost[row * n + column] = sum / size;
    }
  }
  return cost;
}

/** The value of every pixel of an absent claim. */
const midGrey = 0.5;

/** [n], for every truth of one lot its own guess, -1 without one, so that the total squared error is the least possible. */
export function guessesForTruths(guesses: Guesses, truth: Guesses, shape: readonly number[]): Int32Array {
  const size = exampleSize(shape);
  return matchOptimally(costs(guesses, truth, size), guesses.labels.length, truth.labels.length);
}

/**
 * Pairs every truth of one lot with its own guess, so that the total squared error is the least possible.
 *
 * A truth left without a guess is paired with a mid-grey image and the label -1: what somebody would say who knows
 * only that pixels lie in [0, 1]. It knows less than any control, so that silence is never better than guessing.
 */
export function matchToTruths(guesses: Guesses, truth: Guesses, shape: readonly number[]): Pairs {
  const size = exampleSize(shape);
  const n = truth.labels.length;
  const rows = guessesForTruths(guesses, truth, shape);
  const claims = new Float32Array(n * size).fill(midGrey);
  const claimLabels = new Int32Array(n).fill(-1);
  for (const [column, row] of rows.entries()) {
    if (row < 0) continue;
    claims.set(guesses.images.subarray(row * size, (row + 1) * size), column * size);
    claimLabels[column] = guesses.labels[row];
  }
  return { claims, truths: truth.images, claimLabels, truthLabels: truth.labels, shape };
}
