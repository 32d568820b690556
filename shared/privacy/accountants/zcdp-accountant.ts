/** Accountants of zero-concentrated differential privacy; they differ in the conversion to epsilon. @module */
import type { Accountant } from "../../plugins/accountant.js";
import { accountedLeaves, leavesAtEpsilon, supportsMeasure } from "../guarantees/leaves.js";
import type { Leaf } from "../guarantees/leaves.js";
import type { ZcdpConversion } from "../zcdp-conversion.js";

const measure = { of: "zcdp", words: "zero-concentrated differential privacy" } as const;

/** Adds up ρ; where all that was released is pure, its epsilon is at most the sum of theirs. */
export function zcdpAccountant(
  description: Pick<Accountant, "name" | "summary" | "reference">,
  conversion: ZcdpConversion,
): Accountant {
  return {
    ...description,
    kind: "upper-bound",
    supports: supportsMeasure(measure),

    epsilon(events, delta, neighbours) {
      const { rho, pure } = composed(accountedLeaves(description.name, events, delta, neighbours, measure));
      if (pure === 0 || delta === 1) return 0;
      if (delta === 0 || rho === Infinity) return pure;
      return Math.min(pure, conversion.epsilon(rho, delta));
    },

    delta(events, epsilon, neighbours) {
      const { rho, pure } = composed(leavesAtEpsilon(description.name, events, epsilon, neighbours, measure));
      if (epsilon >= pure) return 0;
      return rho === Infinity ? 1 : conversion.delta(rho, epsilon);
    },
  };
}

function composed(leaves: readonly Leaf[]) {
  let [rho, pure] = [0, 0];
  for (const { count, guarantee } of leaves) {
    rho += count * guarantee.zcdp!;
    pure += count * guarantee.pureEpsilon;
  }
  return { rho, pure };
}
