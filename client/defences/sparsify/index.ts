/** Sparsification: only the greatest coordinates of an update leave the device. @module */
import { z } from "zod";
import { selectCoordinates } from "../../../shared/learning/selection.js";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { finiteNorm } from "../finite-norm.js";

const params = z.strictObject({
  keepFraction: z
    .number()
    .positive()
    .max(1)
    .describe("share of the coordinates that is kept, the greatest in size; at least one coordinate; in (0, 1]"),
});

export const sparsify: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "sparsify",
  summary: "Keeps the greatest coordinates of the update and sets the others to zero; no guarantee",
  reference: {
    title: "Sparse Communication for Distributed Gradient Descent",
    url: "https://arxiv.org/abs/1704.05021",
    year: 2017,
  },
  params,
  create: ({ keepFraction }) => ({
    params: { keepFraction },
    protectUpdate(update, { rng }) {
      const norm = finiteNorm(update, "the update");
      const kept = new Float32Array(update.length);
      for (const i of selectCoordinates(update, { fraction: keepFraction, select: "largest", threshold: 0 }, rng)) {
        kept[i] = update[i];
      }
      const share = norm === 0 ? 1 : finiteNorm(kept, "the kept part") / norm;
      return {
        update: kept,
        sparse: true,
        measurements: [{ name: "sparsify/norm-kept", value: share, unit: "fraction" }],
      };
    },
    // no norm grows; which coordinates are kept is as much a release as their values
    release: (before) => before,
  }),
};
