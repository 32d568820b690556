/** Clipping: bounds the L2 norm of an update. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { finiteNorm } from "../finite-norm.js";

const params = z.strictObject({
  clipNorm: z.number().positive().describe("greatest L2 norm of the update that leaves the device; in (0, ∞)"),
});

/** Keeps the scaled update below the bound also after each coordinate has been rounded to float32. */
const ROUNDING_MARGIN = 1 - 2 ** -23;

export const clip: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "clip",
  summary:
    "Scales the whole update down to a bounded L2 norm; no guarantee by itself, but what noise needs to give one",
  reference: {
    title: "Learning Differentially Private Recurrent Language Models",
    url: "https://arxiv.org/abs/1710.06963",
    year: 2018,
  },
  params,
  create: ({ clipNorm }) => ({
    params: { clipNorm },
    protectUpdate(update) {
      const norm = finiteNorm(update, "the update");
      const clipped = norm > clipNorm;
      const scale = (clipNorm / norm) * ROUNDING_MARGIN;
      const bounded = update.slice();
      if (clipped) for (let i = 0; i < bounded.length; i++) bounded[i] *= scale;
      return {
        update: bounded,
        measurements: [
          { name: "clip/norm", value: norm, unit: "L2" },
          { name: "clip/clipped", value: clipped ? 1 : 0, unit: "fraction" },
        ],
      };
    },
    release: (before) => ({ ...before, l2Bound: Math.min(before.l2Bound, clipNorm) }),
  }),
};
