/** Accountants that compose by adding Rényi divergences; they differ in the conversion to epsilon. @module */
import type { Accountant } from "../../plugins/accountant.js";
import { accountedLeaves, supportsMeasure } from "../guarantees/leaves.js";
import { epsilonOfRdp } from "../rdp/rdp-conversion.js";
import type { RdpConversion } from "../rdp/rdp-conversion.js";
import { rdpCurve, rdpOrders } from "../rdp/rdp-orders.js";

const measure = { of: "rdp", words: "the Rényi divergence" } as const;

/**
 * An accountant of Rényi divergences with the given conversion; where all that was released is pure, its epsilon is at
 * most the sum of theirs.
 */
export function rdpAccountant(
  description: Pick<Accountant, "name" | "summary" | "reference">,
  conversion: RdpConversion,
): Accountant {
  return {
    ...description,

    supports: supportsMeasure(measure),

    epsilon(events, delta, neighbours) {
      const total = new Float64Array(rdpOrders.length);
      let pure = 0;
      const leaves = accountedLeaves(description.name, events, delta, neighbours, measure);
      for (const { count, guarantee } of leaves) {
        rdpCurve(guarantee.name, guarantee.rdp!).forEach((rdp, i) => (total[i] += count * rdp));
        pure += count * guarantee.pureEpsilon;
      }
      if (pure === 0 || delta === 1) return 0;
      return delta === 0 ? pure : Math.min(pure, epsilonOfRdp(rdpOrders, total, delta, conversion));
    },
  };
}
