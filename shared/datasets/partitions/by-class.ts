/** Every participant holds a few classes only. @module */
import { z } from "zod";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { PartitionInit, PartitionPlugin } from "../../plugins/task.js";
import type { RngStream } from "../../random/rng-stream.js";
import { evenSlices } from "./even-slices.js";

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
  summary: "Every participant holds a few classes only: participant i those from i times classesEach on, going around.",
  reference: {
    title: "McMahan et al.: Communication-efficient learning of deep networks from decentralized data",
    url: "https://arxiv.org/abs/1602.05629",
    year: 2017,
  },
  params,
  create(chosen, init) {
    checkPossible(chosen, init);
    return { assign: (labels, participants, rng) => divide(chosen, labels, participants, init.classes, rng) };
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

/** @throws {ImpossibleCombination} when somebody's even share of a class is less than wanted, or nothing */
function divide(
  { classesEach, examplesEach }: Params,
  labels: Uint8Array,
  participants: number,
  classes: number,
  rng: RngStream,
): Int32Array[] {
  const holdings = Array.from({ length: participants }, (): number[] => []);
  for (let label = 0; label < classes; label++) {
    const holders = holdersOf(label, participants, classesEach, classes);
    const shares = evenSlices(shuffledIndicesOf(label, labels, rng.fork("class", label)), holders.length);
    holders.forEach(({ participant, place }, h) => {
      const wanted = examplesEach === undefined ? undefined : partOf(examplesEach, classesEach, place);
      if (shares[h].length < (wanted ?? 1)) {
        throw new ImpossibleCombination(
          `participant ${participant} should hold ${wanted ?? "some"} examples of class ${label}, its even share is ${shares[h].length}`,
          { parameter: examplesEach === undefined ? [] : ["examplesEach"], hint: fewer },
        );
      }
      for (const index of shares[h].subarray(0, wanted)) holdings[participant].push(index);
    });
  }
  return holdings.map((indices) => Int32Array.from(indices).sort());
}

/** Who holds `label`; place 0 when it is the first of its holder's classes. */
function holdersOf(label: number, participants: number, classesEach: number, classes: number) {
  return Array.from({ length: participants }, (_, participant) => {
    const place = (((label - participant * classesEach) % classes) + classes) % classes;
    return { participant, place };
  }).filter(({ place }) => place < classesEach);
}

function shuffledIndicesOf(label: number, labels: Uint8Array, rng: RngStream): Int32Array {
  const indices = Int32Array.from(labels.keys()).filter((index) => labels[index] === label);
  return rng.permutation(indices.length).map((position) => indices[position]);
}

/** Size of part `place` of `total` divided into `parts`, the larger parts first. */
function partOf(total: number, parts: number, place: number): number {
  return Math.floor(total / parts) + (place < total % parts ? 1 : 0);
}
