/** Accountants that compose to one Gaussian; they differ in the μ of a release. @module */
import type { Accountant } from "../../plugins/accountant.js";
import { epsilonOfGdp, gaussianLogDelta } from "../analytic-gaussian.js";
import { accountedLeaves, leavesAtEpsilon, supportsMeasure } from "../guarantees/leaves.js";
import type { Leaf, Measure } from "../guarantees/leaves.js";
import type { Guarantee } from "../guarantees/guarantee.js";

/**
 * Composes μ by the root of the sum of squares (Dong, Roth and Su 2022, corollary 3.3); where all that was released is
 * pure, its epsilon is at most the sum of theirs.
 * @param measure known wherever `muOf` is defined
 * @param muSquared of one release, in [0, ∞]
 */
export function gdpAccountant(
  description: Pick<Accountant, "name" | "summary" | "reference" | "kind">,
  measure: Measure,
  muSquared: (guarantee: Guarantee) => number,
): Accountant {
  function composed(leaves: readonly Leaf[]) {
    let [squares, pure] = [0, 0];
    for (const { count, guarantee } of leaves) {
      squares += count * muSquared(guarantee);
      pure += count * guarantee.pureEpsilon;
    }
    return { mu: Math.sqrt(squares), pure };
  }

  return {
    ...description,
    supports: supportsMeasure(measure),

    epsilon(events, delta, neighbours) {
      const { mu, pure } = composed(accountedLeaves(description.name, events, delta, neighbours, measure));
      if (pure === 0 || delta === 1) return 0;
      return delta === 0 ? pure : Math.min(pure, epsilonOfGdp(mu, delta));
    },

    delta(events, epsilon, neighbours) {
      const { mu, pure } = composed(leavesAtEpsilon(description.name, events, epsilon, neighbours, measure));
      return epsilon >= pure ? 0 : Math.exp(gaussianLogDelta(mu, epsilon));
    },
  };
}
