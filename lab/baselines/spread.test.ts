import { expect, test } from "vitest";
import type { Learner } from "./job.js";
import { spread, stepsOf } from "./spread.js";

const learner = (steps: number): Learner => ({
  name: "standalone",
  examples: new Int32Array(0),
  batchSize: 1,
  checkpoints: [
    { round: 0, steps: 0 },
    { round: 1, steps },
  ],
  key: "",
});

const stepsBy = (shares: Learner[][]) => shares.map((share) => share.map(stepsOf));

test("one long model in one process, many short ones in the other", () => {
  expect(stepsBy(spread([10, 10, 30, 10].map(learner), 2))).toEqual([[30], [10, 10, 10]]);
});

test("no process without a model, and every model in one", () => {
  expect(stepsBy(spread([1, 2].map(learner), 8))).toEqual([[2], [1]]);
  expect(spread([], 8)).toEqual([]);
});
