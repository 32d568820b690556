/** Quantisation: every coordinate is rounded at random to one of a few levels (QSGD). @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { finiteNorm } from "../finite-norm.js";

const params = z.strictObject({
  levels: z.int().min(1).max(127).describe("values above zero, and as many below; an integer in [1, 127]"),
  scale: z
    .enum(["max", "l2"])
    .default("max")
    .describe("the greatest level: max, the greatest size of a coordinate, or l2, the L2 norm, as in the paper"),
});

export const quantise: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "quantise",
  summary: "Rounds each coordinate of the update at random to one of a few levels, without bias; no guarantee",
  reference: {
    title: "QSGD: Communication-Efficient SGD via Gradient Quantization and Encoding",
    url: "https://arxiv.org/abs/1610.02132",
    year: 2017,
  },
  params,
  create: ({ levels, scale }) => ({
    params: { levels, scale },
    protectUpdate(update, { rng }) {
      const norm = finiteNorm(update, "the update");
      const greatest = scale === "l2" ? norm : update.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      return { update: roundedToLevels(update, greatest, levels, rng), sparse: true, measurements: [] };
    },
    // any number of small coordinates may be rounded up, so that no bound on the norm is left
    release: (before) => ({ ...before, ...rawRelease }),
  }),
};

/**
 * `update` [P], each value moved to one of the two multiples of `greatest` / `levels` around it, the nearer one more
 * likely, such that its expectation stays (QSGD, section 3.1). All zeros come out as +0.
 * @param greatest at least the size of every value, in [0, ∞)
 */
function roundedToLevels(update: Float32Array, greatest: number, levels: number, rng: RngStream): Float32Array {
  const rounded = new Float32Array(update.length);
  if (greatest === 0) return rounded;
  for (let i = 0; i < rounded.length; i++) {
    const position = (Math.abs(update[i]) / greatest) * levels;
    const below = Math.floor(position);
    const level = rng.uniform() < position - below ? below + 1 : below;
    if (level > 0) rounded[i] = Math.sign(update[i]) * greatest * (level / levels);
  }
  return rounded;
}
