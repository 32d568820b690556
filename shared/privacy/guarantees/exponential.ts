/** The exponential mechanism. @module */
import type { EventOf } from "../events.js";
import { pureOutcomes } from "../pld/outcomes.js";
import { boundedRangeRdp } from "../rdp/bounded-range-rdp.js";
import type { Guarantee } from "./guarantee.js";
import { ofOutcomes } from "./of-outcomes.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/**
 * Its privacy losses lie in a range of width epsilon (Durfee & Rogers 2019), which its Rényi divergence uses. No one
 * pair of distributions dominates it, so that its losses are those of any mechanism of that pure epsilon.
 */
export function exponential(event: EventOf<"exponential">): Guarantee | Refused {
  const { epsilon } = event;
  if (!(epsilon >= 0 && epsilon < Infinity)) return refused(event, `epsilon is ${epsilon}, must be in [0, ∞)`);
  return {
    name: `exponential ${epsilon}`,
    ...ofOutcomes([pureOutcomes(epsilon)]),
    pureEpsilon: epsilon,
    rdp: (order) => boundedRangeRdp(epsilon, order),
    zcdp: epsilon ** 2 / 8,
  };
}
