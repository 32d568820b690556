/** The `pld` accountant. @module */
import type { Accountant } from "../../plugins/accountant.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";
import type { Guarantee } from "../guarantees/guarantee.js";
import { accountedLeaves, leavesAtEpsilon, supportsMeasure } from "../guarantees/leaves.js";
import type { Leaf } from "../guarantees/leaves.js";
import { noise } from "../guarantees/noise.js";
import { deltaBounds, epsilonBounds } from "../pld/bounds.js";
import type { Bounds, Wanted } from "../pld/bounds.js";
import type { Repeated } from "../pld/cumulant.js";
import type { LossSource } from "../pld/loss-source.js";

const measure = { of: "losses", words: "the distribution of privacy losses" } as const;

export const pld: Accountant = {
  name: "pld",
  summary:
    "privacy loss distributions, tight to a few millionths, of all mechanisms whose losses are known; an upper bound",
  reference: {
    title: "Connect the Dots: Tighter Discrete Approximations of Privacy Loss Distributions",
    url: "https://arxiv.org/abs/2207.04380",
    year: 2022,
  },

  kind: "upper-bound",
  supports: supportsMeasure(measure),

  epsilon: (events, delta, neighbours) => pldBounds(events, delta, neighbours, "upper").upper,

  delta: (events, epsilon, neighbours) => pldDelta(events, epsilon, neighbours, "upper").upper,
};

/**
 * Bounds on epsilon (nats) of the composition of `events`; the lower one is wider than the truth's distance to the upper.
 * @param delta in [0, 1]
 * @throws {RangeError} on an unsupported event (naming it) or a delta outside [0, 1]
 */
export function pldBounds(
  events: readonly DpEvent[],
  delta: number,
  neighbours: NeighbouringRelation,
  wanted: Wanted = "both",
): Bounds {
  const leaves = merged(accountedLeaves(pld.name, events, delta, neighbours, measure));
  const pure = pureEpsilonOf(leaves);
  if (pure === 0 || delta === 1) return same(0);
  if (delta === 0) return same(pure);
  const { lower, estimate, upper } = greatest(leaves, Infinity, (parts) => epsilonBounds(parts, delta, wanted));
  return { lower: Math.min(lower, pure), estimate: Math.min(estimate, pure), upper: Math.min(upper, pure) };
}

/**
 * Bounds on delta of the composition of `events`.
 * @param epsilon nats, in [0, ∞]
 * @throws {RangeError} on an unsupported event (naming it) or a negative epsilon
 */
export function pldDelta(
  events: readonly DpEvent[],
  epsilon: number,
  neighbours: NeighbouringRelation,
  wanted: Wanted = "both",
): Bounds {
  const leaves = merged(leavesAtEpsilon(pld.name, events, epsilon, neighbours, measure));
  if (pureEpsilonOf(leaves) <= epsilon) return same(0);
  return greatest(leaves, 1, (parts) => deltaBounds(parts, epsilon, wanted));
}

/** Of both directions the worse; `unbounded` where a loss has no bound. */
function greatest(
  leaves: readonly Leaf[],
  unbounded: number,
  of: (parts: readonly Repeated<LossSource>[]) => Bounds,
): Bounds {
  const parts = leaves.map(({ guarantee, count }) => ({ directions: guarantee.losses!(), count }));
  if (parts.some(({ directions }) => directions.length === 0)) return same(unbounded);
  const directions = Math.max(...parts.map((part) => part.directions.length));
  return Array.from({ length: directions }, (_, direction) =>
    of(parts.map((part) => ({ part: part.directions[direction] ?? part.directions[0], count: part.count }))),
  ).reduce((a, b) => ({
    lower: Math.max(a.lower, b.lower),
    estimate: Math.max(a.estimate, b.estimate),
    upper: Math.max(a.upper, b.upper),
  }));
}

const pureEpsilonOf = (leaves: readonly Leaf[]): number =>
  leaves.reduce((sum, { count, guarantee }) => sum + count * guarantee.pureEpsilon, 0);

const same = (value: number): Bounds => ({ lower: value, estimate: value, upper: value });

/**
 * Equal releases are composed at once, all Gaussians on everything are one of less noise, and what releases nothing is
 * left out.
 */
function merged(leaves: readonly Leaf[]): readonly Leaf[] {
  const byName = new Map<string, Leaf>();
  let precision = 0;
  let last: Leaf | undefined;
  for (const leaf of leaves) {
    const { guarantee, count } = leaf;
    if (guarantee.pureEpsilon === 0) continue;
    const { samplingRate = 0, noiseMultiplier = 0 } = guarantee.sampledGaussian ?? {};
    if (samplingRate === 1 && noiseMultiplier > 0) {
      precision += count / noiseMultiplier ** 2;
      last = leaf;
    } else {
      const { name } = guarantee;
      byName.set(name, { ...leaf, count: count + (byName.get(name)?.count ?? 0) });
    }
  }
  if (last === undefined) return [...byName.values()];
  return [...byName.values(), { ...last, count: 1, guarantee: gaussianGuarantee(1 / Math.sqrt(precision)) }];
}

function gaussianGuarantee(noiseMultiplier: number): Guarantee {
  const guarantee = noise({ type: "gaussian", noiseMultiplier });
  if ("refusal" in guarantee) throw new RangeError(guarantee.refusal.why);
  return guarantee;
}
