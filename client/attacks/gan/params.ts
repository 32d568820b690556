/** What can be set about the GAN. @module */
import { z } from "zod";

export const params = z.strictObject({
  targetClass: z.int().min(0).max(255).describe("class whose examples it wants to see and holds none of, from 0"),
  generator: z
    .enum(["smooth", "dense", "convolutional"])
    .default("smooth")
    .describe(
      "smooth: two hidden layers, then images of half the side, enlarged and blurred; dense: two hidden layers, for examples of " +
        "any shape; convolutional: one hidden layer, then two convolutions",
    ),
  latent: z.int().min(1).max(1024).default(32).describe("values of the noise that one image is made of; 1 to 1024"),
  steps: z.int().min(1).max(100_000).default(20).describe("steps of the generator in a turn; 1 to 100 000"),
  batchSize: z.int().min(2).max(1024).default(32).describe("images in a step of the generator; 2 to 1024"),
  learningRate: z.number().positive().max(1).default(0.002).describe("of the generator's Adam (beta1 0.5), in (0, 1]"),
  startAccuracy: z
    .number()
    .min(0)
    .lt(1)
    .default(0.3)
    .describe(
      "it begins once the downloaded model classifies this share of its own examples right, which is all that it can " +
        "measure; in [0, 1)",
    ),
  startRound: z.int().min(1).default(1).describe("it begins in no round before this one, from 1"),
  model: z
    .enum(["live", "frozen"])
    .default("live")
    .describe("discriminator: the model as downloaded in each turn, or for good that of the turn in which it began"),
  modelMemory: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe(
      "what the discriminator keeps of its earlier weights when a model is downloaded, for models that swing from turn to " +
        "turn: weights become modelMemory times the old, plus the rest times the new; in [0, 1)",
    ),
  inject: z
    .boolean()
    .default(true)
    .describe("whether its lots hold fakes, so that others have to teach the model what tells the target from them"),
  injectAs: z
    .union([z.literal("artificial"), z.int().min(0).max(255)])
    .default("artificial")
    .describe("label of those fakes: the first artificial class of the model, or a class of the task, from 0"),
  perLot: z
    .int()
    .min(1)
    .max(100_000)
    .default(8)
    .describe("fakes in each of its lots, beside its own examples; 1 to 100 000"),
  diversity: z
    .number()
    .min(0)
    .max(1000)
    .default(0.5)
    .describe("weight of keeping fakes as far apart as its own examples of a class are, in nats; in [0, 1000]"),
  likeness: z
    .number()
    .min(0)
    .max(1000)
    .default(0.1)
    .describe("weight of keeping pixels near what they are in its own examples, in nats; in [0, 1000]"),
});

export type Params = z.output<typeof params>;
