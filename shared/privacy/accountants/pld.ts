/** The `pld` accountant. @module */
import type { Accountant } from "../../plugins/accountant.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";
import { eventLeaves, supportsLeaves, unsupportedError } from "./event-leaves.js";
import type { Noise } from "./event-leaves.js";
import { epsilonBounds } from "./pld/bounds.js";
import type { Bounds } from "./pld/bounds.js";
import type { Repeated } from "./pld/cumulant.js";
import { gaussianNoise, laplaceNoise } from "./pld/noises.js";
import { addition, removal } from "./pld/output-pair.js";
import { pureEpsilon } from "./pure-epsilon.js";

export const pld: Accountant = {
  name: "pld",
  summary:
    "privacy loss distributions, tight to a few millionths, of sampled Gaussian and Laplace noise; an upper bound",
  reference: {
    title: "Connect the Dots: Tighter Discrete Approximations of Privacy Loss Distributions",
    url: "https://arxiv.org/abs/2207.04380",
    year: 2022,
  },

  supports: supportsLeaves,

  epsilon: (events, delta, neighbours) => pldBounds(events, delta, neighbours).upper,
};

/**
 * Bounds on epsilon (nats) of the composition of `events`; the lower one is wider than the truth's distance to the upper.
 * @param delta in [0, 1]
 * @throws {RangeError} on an unsupported event (naming it) or a delta outside [0, 1]
 */
export function pldBounds(events: readonly DpEvent[], delta: number, neighbours: NeighbouringRelation): Bounds {
  if (!(delta >= 0 && delta <= 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1]`);
  const released: Repeated<Noise>[] = [];
  let pure = 0;
  for (const leaf of eventLeaves({ type: "composed", events }, neighbours)) {
    if (leaf.type === "unsupported") throw unsupportedError(pld.name, leaf.refusal);
    if (leaf.type === "non-private") pure = Infinity;
    else if (leaf.count > 0 && leaf.samplingRate > 0) {
      pure += leaf.count * pureEpsilon(leaf);
      merge(released, leaf, leaf.count);
    }
    if (leaf.type === "non-private" || (leaf.count > 0 && leaf.samplingRate > 0 && leaf.noiseMultiplier === 0)) {
      return same(delta === 1 ? 0 : Infinity);
    }
  }
  if (released.length === 0 || delta === 1) return same(0);
  if (delta === 0) return same(pure);
  // without sampling, adding a record and removing it are each other's mirror image
  const directions = released.every(({ part }) => part.samplingRate === 1) ? [removal] : [removal, addition];
  return directions
    .map((direction) => {
      const parts = released.map(({ part, count }) => ({ part: direction(noiseOf(part), part.samplingRate), count }));
      return atMost(epsilonBounds(parts, delta), pure);
    })
    .reduce((a, b) => ({
      lower: Math.max(a.lower, b.lower),
      estimate: Math.max(a.estimate, b.estimate),
      upper: Math.max(a.upper, b.upper),
    }));
}

const same = (value: number): Bounds => ({ lower: value, estimate: value, upper: value });

const atMost = ({ lower, estimate, upper }: Bounds, most: number): Bounds => ({
  lower: Math.min(lower, most),
  estimate: Math.min(estimate, most),
  upper: Math.min(upper, most),
});

/** Equal releases are composed at once. */
function merge(released: Repeated<Noise>[], { mechanism, samplingRate, noiseMultiplier }: Noise, count: number): void {
  const known = released.findIndex(
    ({ part }) =>
      part.mechanism === mechanism && part.samplingRate === samplingRate && part.noiseMultiplier === noiseMultiplier,
  );
  const part = { mechanism, samplingRate, noiseMultiplier };
  if (known < 0) released.push({ part, count });
  else released[known] = { part, count: released[known].count + count };
}

const noiseOf = ({ mechanism, noiseMultiplier }: Noise) =>
  mechanism === "gaussian" ? gaussianNoise(noiseMultiplier) : laplaceNoise(noiseMultiplier);
