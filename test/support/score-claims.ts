/** Scores of claims against the truth, which only tests hold. @module */
import { matchOptimally } from "../../shared/inversion/assignment.js";
import type { Claim, Strategy } from "../../shared/plugins/attack.js";
import type { Examples } from "../../shared/plugins/task.js";

export interface Score {
  /** [b], of each example of the lot with its own claim; -Infinity without one */
  readonly psnrDb: number[];
  /** examples whose claim has the right label */
  readonly labels: number;
}

export function strategyNamed(claim: Claim, name: string): Strategy {
  const strategy = claim.strategies.find((candidate) => candidate.name === name);
  if (strategy === undefined) throw new Error(`no strategy ${name} among ${claim.strategies.map((s) => s.name)}`);
  return strategy;
}

export function scoreOf({ images, labels }: Pick<Strategy, "images" | "labels">, truth: Examples): Score {
  const [m, b] = [labels.length, truth.labels.length];
  const size = truth.images.length / b;
  const cost = Float64Array.from({ length: m * b }, (_, at) => {
    const [claim, example] = [Math.floor(at / b), at % b];
    let squares = 0;
    for (let j = 0; j < size; j++) squares += (images[claim * size + j] - truth.images[example * size + j]) ** 2;
    return squares / size;
  });
  const rows = Array.from(matchOptimally(cost, m, b));
  return {
    psnrDb: rows.map((row, example) => (row < 0 ? -Infinity : -10 * Math.log10(cost[row * b + example]))),
    labels: rows.filter((row, example) => row >= 0 && labels[row] === truth.labels[example]).length,
  };
}

/** Share of the examples of all lots at 30 dB or better. */
export function recoveredShare(scores: readonly Score[]): number {
  const all = scores.flatMap(({ psnrDb }) => psnrDb);
  return all.filter((value) => value >= 30).length / all.length;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
