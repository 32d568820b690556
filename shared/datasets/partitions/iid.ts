/** Every participant holds a random share of all classes. @module */
import { z } from "zod";
import type { PartitionPlugin } from "../../plugins/task.js";
import { checkEnoughExamples } from "./enough-examples.js";
import { evenSlices } from "./even-slices.js";

const params = z.strictObject({
  examplesEach: z
    .int()
    .min(1)
    .optional()
    .describe("examples each participant holds (default: all examples, divided evenly)"),
});

export const iid: PartitionPlugin<typeof params> = {
  kind: "partition",
  name: "iid",
  summary: "Every participant holds a random share of all classes.",
  reference: {
    title: "McMahan et al.: Communication-efficient learning of deep networks from decentralized data",
    url: "https://arxiv.org/abs/1602.05629",
    year: 2017,
  },
  params,
  create({ examplesEach }, init) {
    checkEnoughExamples(examplesEach, init);
    return {
      assign(labels, count, rng) {
        const order = rng.permutation(labels.length);
        return evenSlices(order, count).map((share) => share.slice(0, examplesEach).sort());
      },
    };
  },
};
