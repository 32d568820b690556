/** Every participant holds the classes in random proportions of its own. @module */
import { z } from "zod";
import type { PartitionPlugin } from "../../plugins/task.js";
import { drawLogGamma } from "../../random/gamma.js";
import type { RngStream } from "../../random/rng-stream.js";
import { shuffledIndicesOf } from "./class-lists.js";
import { checkEnoughExamples } from "./enough-examples.js";

const params = z.strictObject({
  alpha: z
    .number()
    .gt(0)
    .max(1000)
    .describe("concentration of every class: small, few classes each; large, all classes alike"),
  examplesEach: z
    .int()
    .min(1)
    .optional()
    .describe("examples each participant holds (default: all examples, divided evenly and rounded down)"),
});

export const dirichlet: PartitionPlugin<typeof params> = {
  kind: "partition",
  name: "dirichlet",
  summary:
    "Every participant holds equally many examples, the classes in proportions of its own from Dir(alpha, ..., alpha).",
  reference: {
    title:
      "Hsu, Qi, Brown: Measuring the effects of non-identical data distribution for federated visual classification",
    url: "https://arxiv.org/abs/1909.06335",
    year: 2019,
  },
  params,
  create({ alpha, examplesEach }, init) {
    checkEnoughExamples(examplesEach, init);
    return {
      assign(labels, participants, rng) {
        const size = examplesEach ?? Math.floor(labels.length / participants);
        const left = Array.from({ length: init.classes }, (_, label) => [
          ...shuffledIndicesOf(label, labels, rng.fork("class", label)),
        ]);
        return Array.from({ length: participants }, (_, participant) => {
          const own = rng.fork("participant", participant);
          const logWeights = left.map(() => drawLogGamma(own, alpha));
          let weights = weightsOf(logWeights, left);
          return Int32Array.from({ length: size }, () => {
            const label = draw(weights, own);
            const index = left[label].pop() as number;
            if (left[label].length === 0) weights = weightsOf(logWeights, left);
            return index;
          }).sort();
        });
      },
    };
  },
};

/** Up to a factor, the proportions of the classes that have examples left; 0 for the others. */
function weightsOf(logWeights: readonly number[], left: readonly (readonly number[])[]): readonly number[] {
  // the largest becomes 1, however small it was: a participant whose classes are used up falls back on its next ones
  const largest = Math.max(...logWeights.filter((_, label) => left[label].length > 0));
  return logWeights.map((log, label) => (left[label].length > 0 ? Math.exp(log - largest) : 0));
}

/** A place, in proportion to `weights`. */
function draw(weights: readonly number[], rng: RngStream): number {
  let rest = rng.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  const place = weights.findIndex((weight) => (rest -= weight) < 0);
  // rounding may leave a little over, which is the last one's
  return place >= 0 ? place : weights.findLastIndex((weight) => weight > 0);
}
