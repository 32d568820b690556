/** What the keys of `training` ask of each other. @module */
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import { formatPath } from "./path.js";
import type { Path } from "./path.js";
import type { RunConfig } from "./schema.js";
import { describeTree, keyOriginAt, nodeAt, originAt } from "./tree.js";
import type { Tree } from "./tree.js";

type Training = RunConfig["training"];

/** A key that means nothing unless another has a certain value. */
interface Condition {
  readonly key: keyof Training;
  readonly needs: string;
  readonly holds: (training: Training) => boolean;
  readonly hint: string;
}

const onlySynchronous = {
  needs: "training.schedule: synchronous",
  holds: ({ schedule }: Training) => schedule === "synchronous",
  hint: "remove it, or set training.schedule: synchronous",
};

const onlyDelta = {
  needs: "training.update: delta",
  holds: ({ update }: Training) => update === "delta",
  hint: "set training.update: delta, or remove it: a gradient is that of one lot",
};

const conditions: readonly Condition[] = [
  { key: "cohort", ...onlySynchronous },
  { key: "weighting", ...onlySynchronous },
  {
    key: "maxBatchSize",
    needs: "training.sampling: truncated-poisson",
    holds: ({ sampling }) => sampling === "truncated-poisson",
    hint: "set training.sampling: truncated-poisson, or remove it",
  },
  {
    key: "sampling",
    needs: "training.maxBatchSize, of training.batchSize or more, where it is truncated-poisson",
    holds: ({ sampling, batchSize, maxBatchSize = 0 }) => sampling !== "truncated-poisson" || maxBatchSize >= batchSize,
    hint: "add training.maxBatchSize: about batchSize plus four times its square root cuts hardly ever",
  },
  { key: "localEpochs", ...onlyDelta },
  { key: "localSteps", ...onlyDelta },
  {
    key: "replay",
    needs: "training.schedule: asynchronous",
    holds: ({ schedule }) => schedule === "asynchronous",
    hint: "remove it, or set training.schedule: asynchronous; the other schedules repeat themselves by the seed",
  },
  {
    key: "threshold",
    needs: "training.select: random-threshold",
    holds: ({ select }) => select === "random-threshold",
    hint: "set training.select: random-threshold, or remove the threshold",
  },
  {
    key: "threshold",
    needs: "training.uploadFraction below 1",
    holds: ({ select, threshold, uploadFraction }) =>
      select !== "random-threshold" || threshold === 0 || uploadFraction < 1,
    hint: "lower training.uploadFraction, or remove the threshold: at 1 everything is uploaded",
  },
];

export function checkTraining({ training, participants, limits }: RunConfig, tree: Tree): Diagnostic[] {
  const at = (key: keyof Training) => ["training", key];
  const isWritten = (key: keyof Training) => nodeAt(tree, at(key)) !== undefined;
  const problems = conditions.flatMap(({ key, needs, holds, hint }) => {
    if (!isWritten(key) || holds(training)) return [];
    const path = at(key);
    const message = `${formatPath(path)} needs ${needs}`;
    return [diagnostic(keyOriginAt(tree, path), { path: formatPath(path), message, hint })];
  });
  if (isWritten("localEpochs") && isWritten("localSteps")) {
    const path = at("localSteps");
    const message = "training has both localEpochs and localSteps";
    problems.push(diagnostic(keyOriginAt(tree, path), { path: formatPath(path), message, hint: "keep one of them" }));
  }
  const { cohort } = training;
  const tooLarge = (path: Path, message: string, most: number) => {
    const found = describeTree(nodeAt(tree, path));
    const allowed = `an integer from 1 to ${most}`;
    problems.push(diagnostic(originAt(tree, path), { path: formatPath(path), message, found, allowed }));
  };
  if (cohort !== undefined && cohort.size > participants.count) {
    const message = `a cohort of ${cohort.size} is more than participants.count, ${participants.count}`;
    tooLarge(["training", "cohort", "size"], message, participants.count);
  }
  // a poisson cohort may be as large as everybody
  const { minUpdates = 0 } = limits;
  if (cohort?.sampling === "fixed" && minUpdates > cohort.size && minUpdates <= participants.count) {
    const message = `limits.minUpdates is more than training.cohort.size, ${cohort.size}`;
    tooLarge(["limits", "minUpdates"], message, cohort.size);
  }
  return problems;
}
