/** Every participant holds the classes that a list names for it. @module */
import { z } from "zod";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { PartitionInit, PartitionPlugin } from "../../plugins/task.js";
import { divideByLists } from "./class-lists.js";

const params = z.strictObject({
  labels: z
    .array(z.array(z.int().min(0).max(255)).min(1))
    .min(1)
    .describe(
      "one list a participant, in order: the classes it holds, from 0; or fewer, dealt in turn to a multiple of as many",
    ),
  examplesEach: z
    .int()
    .min(1)
    .optional()
    .describe("examples each participant holds, divided evenly over its classes (default: all, divided evenly)"),
});

export const labelLists: PartitionPlugin<typeof params> = {
  kind: "partition",
  name: "labels",
  summary: "Every participant holds the classes listed for it; a class listed for several is divided evenly.",
  reference: {
    title: "Hitaj, Ateniese, Perez-Cruz: Deep models under the GAN",
    url: "https://arxiv.org/abs/1702.07464",
    year: 2017,
  },
  params,
  create({ labels: lists, examplesEach }, init) {
    checkLists(lists, init);
    checkExamples(lists, examplesEach);
    const hint = "choose a smaller examplesEach, or list the class for fewer participants";
    return {
      assign(labels, participants, rng) {
        const dealt = Array.from({ length: participants }, (_, participant) => lists[participant % lists.length]);
        return divideByLists({ lists: dealt, examplesEach, hint }, labels, init.classes, rng);
      },
    };
  },
};

type Lists = readonly (readonly number[])[];

function checkLists(lists: Lists, { classes, participants }: PartitionInit): void {
  if (participants % lists.length !== 0) {
    throw new ImpossibleCombination(`there are ${lists.length} lists of labels for ${participants} participants`, {
      parameter: ["labels"],
      hint: `write ${participants} ${participants === 1 ? "list" : "lists"}, or set participants.count to ${lists.length} or a multiple of it`,
    });
  }
  lists.forEach((list, participant) => {
    list.forEach((label, place) => {
      const parameter = ["labels", participant, place];
      if (label >= classes) {
        const hint = `classes are 0 to ${classes - 1}`;
        throw new ImpossibleCombination(`participant ${participant} should hold class ${label}, there is none`, {
          parameter,
          hint,
        });
      }
      if (list.indexOf(label) < place) {
        const hint = "keep one of them";
        throw new ImpossibleCombination(`class ${label} is listed twice for participant ${participant}`, {
          parameter,
          hint,
        });
      }
    });
  });
}

function checkExamples(lists: Lists, examplesEach: number | undefined): void {
  const most = Math.max(...lists.map((list) => list.length));
  if (examplesEach === undefined || examplesEach >= most) return;
  throw new ImpossibleCombination(`${examplesEach} examples cannot be divided over ${most} classes`, {
    parameter: ["examplesEach"],
    hint: `raise examplesEach to ${most} or more, or list fewer classes`,
  });
}
