/** Which of its examples a participant trains on in a round. @module */
import type { Sampling } from "../plugins/defence.js";
import type { RngStream } from "../random/rng-stream.js";

/**
 * The lot of a round: indices into [0, examples). It follows from the arguments alone, whatever was drawn before.
 * - `poisson`: each example with probability batchSize / examples, ascending; the lot may be empty.
 * - `fixed`: batchSize different examples, afresh every round.
 * - `shuffle`: slices of a new permutation every ⌊examples / batchSize⌋ rounds; a tail shorter than a lot is left out.
 * @param round from 1
 * @param rng the participant's sampling stream, the same in every round
 * @throws {RangeError} unless batchSize is an integer in [1, examples] and round a positive integer
 */
export function drawLot(
  sampling: Sampling,
  examples: number,
  batchSize: number,
  round: number,
  rng: RngStream,
): Int32Array {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > examples) {
    throw new RangeError(
      `a lot of ${batchSize} cannot be drawn from ${examples} examples: batchSize must be in [1, ${examples}]`,
    );
  }
  if (!Number.isInteger(round) || round < 1) throw new RangeError(`round is ${round}, must be an integer from 1`);
  switch (sampling) {
    case "poisson":
      return rng.fork("round", round).poissonSample(examples, batchSize / examples);
    case "fixed":
      return rng.fork("round", round).sampleWithoutReplacement(examples, batchSize);
    case "shuffle": {
      const lots = Math.floor(examples / batchSize);
      const epoch = Math.floor((round - 1) / lots);
      const start = ((round - 1) % lots) * batchSize;
      return rng
        .fork("epoch", epoch)
        .permutation(examples)
        .slice(start, start + batchSize);
    }
  }
}
