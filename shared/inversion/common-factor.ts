/** The factor that clipping a whole update has put on every example's gradient. @module */
import type { RngStream } from "../random/rng-stream.js";
import { labelCandidates } from "./consistency.js";
import { cycle, sparseCandidates } from "./exact.js";
import type { Lot } from "./exact.js";
import { RemainingSpace } from "./remaining-space.js";

/** An output gradient this close to the lot's row space is in it. */
const surely = 1e-3;
const rounds = 4;

/**
 * The common factor in (0, 1] of the examples' gradients beyond `lot.share`; undefined where no example tells.
 *
 * An image and its label show by the direction of their output gradient alone that they are in the lot; how much of
 * them the update holds is then the factor.
 */
export function* commonFactor(lot: Lot, rng: RngStream): Generator<void, number | undefined> {
  const space = new RemainingSpace(lot.factors, []);
  const starts = cycle(rng.permutation(lot.factors.inputs.length));
  for (let round = 0; round < rounds; round++) {
    const candidates = yield* sparseCandidates(lot, space, starts);
    const weights = labelCandidates(lot.factors, candidates, lot.classes, lot.gradientsOf, lot.share, (c) => c.outside)
      .filter(({ outside }) => outside < surely)
      .map(({ weight }) => weight)
      .sort((a, b) => a - b);
    if (weights.length > 0) return Math.min(1, 1 / weights[weights.length >> 1]);
  }
  return undefined;
}
