import { expect, test } from "vitest";
import { localStepsOf } from "./local-steps.js";

test.each([
  [{ update: "gradient", batchSize: 10 }, 600, 1],
  [{ update: "delta", batchSize: 10 }, 600, 60],
  [{ update: "delta", batchSize: 10, localEpochs: 3 }, 65, 18],
  [{ update: "delta", batchSize: 10, localEpochs: 2 }, 4, 2],
  [{ update: "delta", batchSize: 10, localSteps: 5 }, 600, 5],
] as const)("%j with %d examples takes %d steps", (work, examples, steps) => {
  expect(localStepsOf(work, examples)).toBe(steps);
});
