/** A defence in one file: keeps the largest coordinates of an update and sets the others to zero. */
import { defineDefence, z } from "fedleak";

const params = z.strictObject({
  keep: z.number().gt(0).max(1).describe("share of the coordinates that is kept, in (0, 1]"),
});

export default defineDefence({
  name: "my-defence",
  summary: "Keeps the largest coordinates of an update and sets the others to zero.",
  reference: {
    title: "Aji, Heafield: Sparse communication for distributed gradient descent",
    url: "https://arxiv.org/abs/1704.05021",
    year: 2017,
  },
  params,
  create({ keep }) {
    return {
      protectUpdate(update) {
        const kept = Math.ceil(keep * update.length);
        const threshold = update.map(Math.abs).sort()[update.length - kept];
        return {
          update: update.map((value) => (Math.abs(value) >= threshold ? value : 0)),
          measurements: [{ name: "keep/fraction", value: kept / update.length, unit: "fraction" }],
        };
      },
      // the norm can only shrink, and nothing is hidden that was not hidden before: no mechanism of its own
      release: (before) => before,
    };
  },
});
