/** Which of its examples a participant trains on in a round. @module */
import type { Sampling } from "../plugins/defence.js";
import type { RngStream } from "../random/rng-stream.js";

/** The lot of that number, from 1: indices into [0, examples). */
export type DrawLot = (number: number) => Int32Array;

/**
 * Draws a participant's lots. Each follows from its number and the arguments alone, whatever was drawn before.
 * - `poisson`: each example with probability batchSize / examples, ascending; the lot may be empty.
 * - `fixed`: batchSize different examples, afresh every lot.
 * - `shuffle`: slices of a new permutation every ⌊examples / batchSize⌋ lots; a tail shorter than a lot is left out.
 * @param rng the participant's sampling stream, at its start
 * @throws {RangeError} unless batchSize is an integer in [1, examples]; when drawn, unless the number is one from 1
 */
export function lotDrawer(sampling: Sampling, examples: number, batchSize: number, rng: RngStream): DrawLot {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > examples) {
    throw new RangeError(
      `a lot of ${batchSize} cannot be drawn from ${examples} examples: batchSize must be in [1, ${examples}]`,
    );
  }
  const draw = drawers[sampling](examples, batchSize, rng);
  return (number) => {
    if (!Number.isInteger(number) || number < 1) throw new RangeError(`lot ${number}: lots count from 1`);
    return draw(number);
  };
}

const drawers: Record<Sampling, (examples: number, batchSize: number, rng: RngStream) => DrawLot> = {
  poisson: (examples, batchSize, rng) => (number) =>
    rng.fork("round", number).poissonSample(examples, batchSize / examples),
  fixed: (examples, batchSize, rng) => (number) =>
    rng.fork("round", number).sampleWithoutReplacement(examples, batchSize),
  shuffle(examples, batchSize, rng) {
    const lots = Math.floor(examples / batchSize);
    let epoch = -1;
    let order = new Int32Array(0);
    return (number) => {
      const wanted = Math.floor((number - 1) / lots);
      if (wanted !== epoch) {
        order = rng.fork("epoch", wanted).permutation(examples) as Int32Array<ArrayBuffer>;
        epoch = wanted;
      }
      const start = ((number - 1) % lots) * batchSize;
      return order.slice(start, start + batchSize);
    };
  },
};
