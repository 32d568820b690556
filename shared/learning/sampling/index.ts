/** Which of its examples a participant trains on in a round. @module */
import type { Sampling } from "../../plugins/defence.js";
import type { RngStream } from "../../random/rng-stream.js";
import { fixed } from "./fixed.js";
import { poisson } from "./poisson.js";
import type { DrawLot, LotSize, Sampler } from "./sampler.js";
import { shuffle } from "./shuffle.js";
import { truncatedPoisson } from "./truncated-poisson.js";

export const samplers: Readonly<Record<Sampling, Sampler>> = {
  poisson,
  "truncated-poisson": truncatedPoisson,
  fixed,
  shuffle,
};

/**
 * Draws a participant's lots. Each follows from its number and the arguments alone, whatever was drawn before.
 * @param rng the participant's sampling stream, at its start
 * @throws {RangeError} unless batchSize is an integer in [1, examples]; when drawn, unless the number is one from 1
 */
export function lotDrawer(sampling: Sampling, size: LotSize, rng: RngStream): DrawLot {
  const { examples, batchSize } = size;
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > examples) {
    throw new RangeError(
      `a lot of ${batchSize} cannot be drawn from ${examples} examples: batchSize must be in [1, ${examples}]`,
    );
  }
  const draw = samplers[sampling].drawer(size, rng);
  return (number) => {
    if (!Number.isInteger(number) || number < 1) throw new RangeError(`lot ${number}: lots count from 1`);
    return draw(number);
  };
}
