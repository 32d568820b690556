/** Every participant holds a few classes only. @module */
import { z } from "zod";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { PartitionInit, PartitionPlugin } from "../../plugins/task.js";
import { divideByLists } from "./class-lists.js";

const params = z.strictObject({
  classesEach: z
    .int()
    .min(1)
    .default(1)
    .describe("classes each participant holds, from 1 to the classes of the dataset"),
  examplesEach: z
    .int()
    .min(1)
    .optional()
    .describe("examples each participant holds, divided evenly over its classes (default: all, divided evenly)"),
});

export const byClass: PartitionPlugin<typeof params> = {
  kind: "partition",
  name: "by-class",
  summary: "Every participant holds a few classes only, each the next ones after those of the participant before it.",
  reference: {
    title: "McMahan et al.: Communication-efficient learning of deep networks from decentralized data",
    url: "https://arxiv.org/abs/1602.05629",
    year: 2017,
  },
  params,
  create(chosen, init) {
    checkPossible(chosen, init);
    const { classesEach, examplesEach } = chosen;
    return {
      assign(labels, participants, rng) {
        const lists = Array.from({ length: participants }, (_, i) => listOf(i, classesEach, init.classes));
        return divideByLists({ lists, examplesEach, hint: fewer }, labels, init.classes, rng);
      },
    };
  },
};

type Params = z.output<typeof params>;

const fewer = "have fewer participants, a smaller examplesEach or another classesEach";

function checkPossible(
  { classesEach, examplesEach }: Params,
  { classes, examples, participants }: PartitionInit,
): void {
  if (classesEach > classes) {
    throw new ImpossibleCombination(`classesEach is ${classesEach}, the dataset has ${classes} classes`, {
      parameter: ["classesEach"],
      hint: `choose from 1 to ${classes}`,
    });
  }
  if (examplesEach === undefined) return;
  if (participants * examplesEach > examples) {
    throw new ImpossibleCombination(
      `${participants} participants with ${examplesEach} examples each need ${participants * examplesEach}, the dataset has ${examples}`,
      { parameter: ["examplesEach"], hint: fewer },
    );
  }
  if (examplesEach < classesEach) {
    throw new ImpossibleCombination(`${examplesEach} examples cannot be divided over ${classesEach} classes`, {
      parameter: ["examplesEach"],
      hint: `raise examplesEach to ${classesEach} or more, or lower classesEach`,
    });
  }
}

/** Participant i holds the classes from i · classesEach on, around the classes. */
function listOf(participant: number, classesEach: number, classes: number): number[] {
  return Array.from({ length: classesEach }, (_, place) => (participant * classesEach + place) % classes);
}
