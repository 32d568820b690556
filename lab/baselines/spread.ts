/** Models over processes. @module */
import type { Learner } from "./job.js";

/** Steps that a model takes in all. */
export function stepsOf({ checkpoints }: Learner): number {
  return checkpoints.at(-1)?.steps ?? 0;
}

/**
 * Up to `processes` shares, none empty, of about the same work: the longest first, each to whom has least to do
 * (Graham 1969, "Bounds on multiprocessing timing anomalies").
 */
export function spread(learners: readonly Learner[], processes: number): Learner[][] {
  const shares = Array.from({ length: Math.min(processes, learners.length) }, () => ({
    steps: 0,
    own: [] as Learner[],
  }));
  for (const learner of [...learners].sort((a, b) => stepsOf(b) - stepsOf(a))) {
    const least = shares.reduce((a, b) => (b.steps < a.steps ? b : a));
    least.steps += stepsOf(learner);
    least.own.push(learner);
  }
  return shares.map(({ own }) => own);
}
