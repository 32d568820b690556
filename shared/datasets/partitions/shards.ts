/** Every participant holds a few shards of the examples sorted by class. @module */
import { z } from "zod";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { PartitionPlugin } from "../../plugins/task.js";
import { checkEnoughExamples } from "./enough-examples.js";
import { evenSlices } from "./even-slices.js";

const params = z.strictObject({
  shardsEach: z.int().min(1).default(2).describe("shards each participant holds"),
  examplesEach: z
    .int()
    .min(1)
    .optional()
    .describe("examples each participant holds, a multiple of shardsEach (default: all, divided evenly)"),
});

export const shards: PartitionPlugin<typeof params> = {
  kind: "partition",
  name: "shards",
  summary: "The examples are sorted by class and cut into shards, and every participant is dealt a few of them.",
  reference: {
    title: "McMahan et al.: Communication-efficient learning of deep networks from decentralized data",
    url: "https://arxiv.org/abs/1602.05629",
    year: 2017,
  },
  params,
  create({ shardsEach, examplesEach }, init) {
    if (examplesEach !== undefined && examplesEach % shardsEach !== 0) {
      throw new ImpossibleCombination(`${examplesEach} examples cannot be divided into ${shardsEach} equal shards`, {
        parameter: ["examplesEach"],
        hint: `choose a multiple of ${shardsEach}, such as ${Math.ceil(examplesEach / shardsEach) * shardsEach}`,
      });
    }
    checkEnoughExamples(examplesEach, init);
    const count = init.participants * shardsEach;
    if (count > init.examples) {
      throw new ImpossibleCombination(
        `${init.participants} participants with ${shardsEach} shards each need ${count} examples, the dataset has ${init.examples}`,
        { parameter: ["shardsEach"], hint: "have fewer participants or fewer shards" },
      );
    }
    return {
      assign(labels, participants, rng) {
        const total = examplesEach === undefined ? labels.length : participants * examplesEach;
        // a sort that is stable: within a class the order stays random
        const sorted = rng.fork("examples").sampleWithoutReplacement(labels.length, total);
        sorted.sort((a, b) => labels[a] - labels[b]);
        const cut = evenSlices(sorted, participants * shardsEach);
        const dealt = evenSlices(rng.fork("deal").permutation(cut.length), participants);
        return dealt.map((hand) => Int32Array.from(Array.from(hand, (shard) => [...cut[shard]]).flat()).sort());
      },
    };
  },
};
