/** The objective of many lots at once, and its derivative by their images and labels. @module */
import type { GroupedLots } from "../../tensor/gradient-derivative.js";
import type { LotLabels } from "./lot-labels.js";
import type { Objective } from "./objective.js";
import type { Penalty } from "./prior.js";
import type { Evaluation } from "./search.js";
import type { SimulatedTurn } from "./simulated-turn.js";

export interface LotProblem {
  /** [P] */
  readonly weights: Float32Array;
  readonly objective: Objective;
  readonly penalties: readonly Penalty[];
  readonly labels: LotLabels;
  /** values in the images of the lot, the first of a point */
  readonly pixels: number;
}

/**
 * Evaluates points, each of its own problem: the images [B, ...inputShape] of a lot and then what its labels take.
 * @param turnAt what a turn computes at weights [P], shared by all turns, or [K, P]
 */
export function evaluateLots(
  problems: readonly LotProblem[],
  points: readonly Float32Array[],
  turnAt: (weights: Float32Array) => SimulatedTurn,
): Evaluation[] {
  const values: number[] = [];
  const turn = turnAt(stackedWeights(problems));
  const { images, targets } = turn.differentiate(lotsOf(problems, points), (updates) => {
    const directions = new Float32Array(updates.length);
    const parameters = updates.length / problems.length;
    problems.forEach(({ objective }, k) => {
      const { value, gradient } = objective(updates.subarray(k * parameters, (k + 1) * parameters));
      values.push(value);
      directions.set(gradient, k * parameters);
    });
    return directions;
  });
  const targetSize = targets.length / problems.length;
  return problems.map(({ penalties, labels, pixels }, k) => {
    const point = points[k];
    const gradient = new Float64Array(point.length);
    gradient.set(images.subarray(k * pixels, (k + 1) * pixels));
    const byTargets = targets.subarray(k * targetSize, (k + 1) * targetSize);
    gradient.set(labels.gradient(point.subarray(pixels), byTargets), pixels);
    const drawn = point.subarray(0, pixels);
    return { value: penalties.reduce((sum, penalty) => sum + penalty(drawn, gradient), values[k]), gradient };
  });
}

function lotsOf(problems: readonly LotProblem[], points: readonly Float32Array[]): GroupedLots {
  const images = points.map((point, k) => point.subarray(0, problems[k].pixels));
  const targets = points.map((point, k) => problems[k].labels.probabilities(point.subarray(problems[k].pixels)));
  return { groups: points.length, images: joined(images), targets: joined(targets) };
}

/** [P] where all problems have the same weights, else [K, P]. */
function stackedWeights(problems: readonly LotProblem[]): Float32Array {
  const [{ weights }] = problems;
  return problems.every((problem) => problem.weights === weights) ? weights : joined(problems.map((p) => p.weights));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const size = parts[0].length;
  const all = new Float32Array(parts.length * size);
  parts.forEach((part, k) => {
    all.set(part, k * size);
  });
  return all;
}
