/** Whether a dataset has as many examples as its participants are to hold. @module */
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { PartitionInit } from "../../plugins/task.js";

/** @throws {ImpossibleCombination} when `participants` cannot hold `examplesEach` different examples, or one, each */
export function checkEnoughExamples(examplesEach: number | undefined, { examples, participants }: PartitionInit): void {
  const needed = participants * (examplesEach ?? 1);
  if (needed <= examples) return;
  throw new ImpossibleCombination(
    `${participants} participants with ${examplesEach ?? 1} or more examples each need ${needed}, the dataset has ${examples}`,
    {
      parameter: examplesEach === undefined ? [] : ["examplesEach"],
      hint: `have fewer participants${examplesEach === undefined ? "" : ` or examplesEach of at most ${Math.floor(examples / participants)}`}`,
    },
  );
}
