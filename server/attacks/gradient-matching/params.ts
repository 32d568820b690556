/** What can be set about gradient matching. @module */
import { z } from "zod";

export const params = z.strictObject({
  objective: z
    .enum(["cosine", "squared"])
    .optional()
    .describe(
      "distance of the simulated update from the one observed: cosine, whatever the scale, or squared, under noise the " +
        "likelihood (default: squared under noise, else cosine, also where clipping hides the scale)",
    ),
  optimiser: z
    .enum(["adam", "lbfgs"])
    .optional()
    .describe(
      "how the images are searched for (default: lbfgs where the model is smooth, adam where relu or pooling breaks it)",
    ),
  iterations: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1000)
    .describe("passes of a search, those of line searches included; 1 to 1 000 000"),
  learningRate: z.number().positive().max(10).default(0.1).describe("first step of adam, in pixel values; in (0, 10]"),
  restarts: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe("searches from different starts, of which the one with the least objective is kept; 1 to 1000"),
  labels: z
    .union([z.enum(["inferred", "joint"]), z.array(z.int().min(0)).min(1)])
    .default("inferred")
    .describe(
      "inferred from the last layer, joint: searched for along with the images, or a list: known beforehand, the same for " +
        "every targeted turn",
    ),
  tvWeight: z
    .number()
    .min(0)
    .optional()
    .describe(
      "weight of the total variation a pixel in the objective; in [0, ∞) (default: 0 under noise, else 0.01 with adam, " +
        "with lbfgs 0.00001 where fewer than 4 numbers a pixel are revealed, else 0)",
    ),
  boxWeight: z
    .number()
    .min(0)
    .default(0.1)
    .describe("weight of the mean squared distance of pixels from [0, 1] in the objective; in [0, ∞)"),
  lotSize: z
    .union([z.literal("auto"), z.int().min(1).max(10_000)])
    .default("auto")
    .describe(
      "images of a participant's lot; auto: as many as training draws, under poisson as many as labels are inferred",
    ),
  localSteps: z
    .union([z.enum(["known", "guess"]), z.int().min(1).max(10_000)])
    .default("known")
    .describe("local steps behind a delta: known, a number, or guess: several are tried, the least objective is kept"),
  start: z
    .enum(["noise", "smooth", "mean"])
    .optional()
    .describe(
      "where a search starts: random pixels, random patches, or class means (default: mean under noise and where fewer than 4 " +
        "numbers a pixel are revealed, else noise)",
    ),
  maxImages: z
    .int()
    .min(1)
    .max(10_000)
    .default(64)
    .describe(
      "images of an update that are searched for at most; of larger ones only the labels are used; 1 to 10 000",
    ),
  auxiliaryExamples: z
    .int()
    .min(10)
    .max(100_000)
    .default(2000)
    .describe("public examples that stand for what images look like and what labels do to an update; 10 to 100 000"),
});

export type Params = ReturnType<typeof params.parse>;
