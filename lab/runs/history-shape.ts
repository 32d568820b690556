/** The parts of history.json without which it cannot be shown. @module */
import { z } from "zod";

const turn = z
  .looseObject({
    participant: z.int().min(0),
    round: z.int().min(1),
    strategy: z.string(),
    iterations: z.array(z.number()),
    // JSON has no Infinity: null where the objective was not finite
    objective: z.array(z.number().nullable()),
    frameIterations: z.array(z.number()),
    truths: z.array(z.int().min(-1)),
    tiles: z.array(z.array(z.string())),
  })
  .refine(({ iterations, objective }) => iterations.length === objective.length, {
    message: "needs one objective an iteration",
  })
  .refine(({ frameIterations, tiles }) => frameIterations.length === tiles.length, {
    message: "needs one list of tiles a frame",
  })
  .refine(({ truths, tiles }) => tiles.every(({ length }) => length === truths.length), {
    message: "needs one truth an image in every frame",
  });

/** Checks; what is read is the document itself. */
export const historyShape = z.looseObject({ turns: z.array(turn) });
