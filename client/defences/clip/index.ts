/** Clipping: bounds the norm of an update. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { finiteNorm } from "../finite-norm.js";

const params = z.strictObject({
  clipNorm: z.number().positive().describe("greatest norm of the update that leaves the device; in (0, ∞)"),
  norm: z
    .enum(["l2", "l1"])
    .default("l2")
    .describe("which norm: l2 (L2, what gaussian-noise needs) or l1 (L1, what laplace-noise needs; bounds L2 as well)"),
});

/** Keeps the scaled update below the bound also after each coordinate has been rounded to float32. */
const ROUNDING_MARGIN = 1 - 2 ** -23;

export const clip: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "clip",
  summary: "Scales the whole update down to a bounded norm; no guarantee by itself, but what noise needs to give one",
  reference: {
    title: "Learning Differentially Private Recurrent Language Models",
    url: "https://arxiv.org/abs/1710.06963",
    year: 2018,
  },
  params,
  create: ({ clipNorm, norm: which }) => ({
    params: { clipNorm, norm: which },
    protectUpdate(update) {
      const l2 = finiteNorm(update, "the update");
      const norm = which === "l2" ? l2 : l1Norm(update);
      const clipped = norm > clipNorm;
      const scale = (clipNorm / norm) * ROUNDING_MARGIN;
      const bounded = update.slice();
      if (clipped) for (let i = 0; i < bounded.length; i++) bounded[i] *= scale;
      return {
        update: bounded,
        measurements: [
          { name: "clip/norm", value: norm, unit: which.toUpperCase() },
          { name: "clip/clipped", value: clipped ? 1 : 0, unit: "fraction" },
        ],
      };
    },
    // scaling down keeps either bound; no L2 norm is greater than the L1 norm
    release: (before) => ({
      ...before,
      l2Bound: Math.min(before.l2Bound, clipNorm),
      l1Bound: which === "l1" ? Math.min(before.l1Bound, clipNorm) : before.l1Bound,
    }),
  }),
};

function l1Norm(update: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < update.length; i++) sum += Math.abs(update[i]);
  return sum;
}
