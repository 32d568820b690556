/** The `pld` accountant. @module */
import type { Accountant } from "../../plugins/accountant.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";
import { accountedLeaves, supportsMeasure } from "../guarantees/leaves.js";
import type { Leaf } from "../guarantees/leaves.js";
import { epsilonBounds } from "../pld/bounds.js";
import type { Bounds } from "../pld/bounds.js";

const measure = { of: "losses", words: "the distribution of privacy losses" } as const;

export const pld: Accountant = {
  name: "pld",
  summary:
    "privacy loss distributions, tight to a few millionths, of sampled Gaussian and Laplace noise; an upper bound",
  reference: {
    title: "Connect the Dots: Tighter Discrete Approximations of Privacy Loss Distributions",
    url: "https://arxiv.org/abs/2207.04380",
    year: 2022,
  },

  supports: supportsMeasure(measure),

  epsilon: (events, delta, neighbours) => pldBounds(events, delta, neighbours).upper,
};

/**
 * Bounds on epsilon (nats) of the composition of `events`; the lower one is wider than the truth's distance to the upper.
 * @param delta in [0, 1]
 * @throws {RangeError} on an unsupported event (naming it) or a delta outside [0, 1]
 */
export function pldBounds(events: readonly DpEvent[], delta: number, neighbours: NeighbouringRelation): Bounds {
  const leaves = merged(accountedLeaves(pld.name, events, delta, neighbours, measure));
  const pure = leaves.reduce((sum, { count, guarantee }) => sum + count * guarantee.pureEpsilon, 0);
  if (pure === 0 || delta === 1) return same(0);
  if (delta === 0) return same(pure);
  const parts = leaves.map(({ guarantee, count }) => ({ directions: guarantee.losses!(), count }));
  // a loss that nothing bounds
  if (parts.some(({ directions }) => directions.length === 0)) return same(Infinity);
  const directions = Math.max(...parts.map((part) => part.directions.length));
  return Array.from({ length: directions }, (_, direction) => {
    const oneWay = parts.map((part) => ({ part: part.directions[direction] ?? part.directions[0], count: part.count }));
    return atMost(epsilonBounds(oneWay, delta), pure);
  }).reduce((a, b) => ({
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

/** Equal releases are composed at once, and those that release nothing are left out. */
function merged(leaves: readonly Leaf[]): readonly Leaf[] {
  const byName = new Map<string, Leaf>();
  for (const leaf of leaves) {
    if (leaf.guarantee.pureEpsilon === 0) continue;
    const { name } = leaf.guarantee;
    byName.set(name, { ...leaf, count: leaf.count + (byName.get(name)?.count ?? 0) });
  }
  return [...byName.values()];
}
