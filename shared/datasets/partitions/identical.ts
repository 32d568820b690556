/** Every participant holds the same examples. @module */
import { z } from "zod";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { PartitionPlugin } from "../../plugins/task.js";

const params = z.strictObject({
  examplesEach: z.int().min(1).optional().describe("examples each participant holds (default: all examples)"),
});

export const identical: PartitionPlugin<typeof params> = {
  kind: "partition",
  name: "identical",
  summary: "Every participant holds the same random examples: to compare a federation with one machine.",
  reference: {
    title: "McMahan et al.: Communication-efficient learning of deep networks from decentralized data",
    url: "https://arxiv.org/abs/1602.05629",
    year: 2017,
  },
  params,
  create({ examplesEach }, { examples }) {
    if (examplesEach !== undefined && examplesEach > examples) {
      throw new ImpossibleCombination(`examplesEach is ${examplesEach}, the dataset has ${examples} examples`, {
        parameter: ["examplesEach"],
        hint: `choose from 1 to ${examples}`,
      });
    }
    return {
      assign(labels, participants, rng) {
        const shared = rng.sampleWithoutReplacement(labels.length, examplesEach ?? labels.length).sort();
        return Array.from({ length: participants }, () => shared.slice());
      },
    };
  },
};
