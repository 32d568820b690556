/** Accountants that compose by adding Rényi divergences; they differ in their orders and in the conversion to epsilon. @module */
import type { Accountant } from "../../plugins/accountant.js";
import { accountedLeaves, leavesAtEpsilon, supportsMeasure } from "../guarantees/leaves.js";
import type { Leaf } from "../guarantees/leaves.js";
import { deltaOfRdp, epsilonOfRdp } from "../rdp/rdp-conversion.js";
import type { RdpConversion } from "../rdp/rdp-conversion.js";
import { rdpCurve } from "../rdp/rdp-orders.js";

const measure = { of: "rdp", words: "the Rényi divergence" } as const;

/**
 * An accountant of Rényi divergences with the given conversion; where all that was released is pure, its epsilon is at
 * most the sum of theirs.
 * @param orders each in (1, ∞)
 */
export function rdpAccountant(
  description: Pick<Accountant, "name" | "summary" | "reference">,
  orders: readonly number[],
  conversion: RdpConversion,
): Accountant {
  function composed(leaves: readonly Leaf[]) {
    const rdp = new Float64Array(orders.length);
    let pure = 0;
    for (const { count, guarantee } of leaves) {
      rdpCurve(orders, guarantee.name, guarantee.rdp!).forEach((one, i) => (rdp[i] += count * one));
      pure += count * guarantee.pureEpsilon;
    }
    return { rdp, pure };
  }

  return {
    ...description,
    kind: "upper-bound",
    supports: supportsMeasure(measure),

    epsilon(events, delta, neighbours) {
      const { rdp, pure } = composed(accountedLeaves(description.name, events, delta, neighbours, measure));
      if (pure === 0 || delta === 1) return 0;
      return delta === 0 ? pure : Math.min(pure, epsilonOfRdp(orders, rdp, delta, conversion));
    },

    delta(events, epsilon, neighbours) {
      const { rdp, pure } = composed(leavesAtEpsilon(description.name, events, epsilon, neighbours, measure));
      return epsilon >= pure ? 0 : deltaOfRdp(orders, rdp, epsilon, conversion);
    },
  };
}
