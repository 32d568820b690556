/** Accountants that compose stated guarantees; they differ in what they make of the epsilons. @module */
import type { Accountant } from "../../plugins/accountant.js";
import { accountedLeaves, leavesAtEpsilon, supportsMeasure } from "../guarantees/leaves.js";
import { allStated, logNoneFails, statedMeasure, sumOfEpsilons } from "./stated.js";
import type { Stated } from "./stated.js";

/** How the epsilons of pure releases compose. */
export interface PureComposition {
  /** @param slack the delta that is left for them, in (0, 1) */
  epsilon(all: readonly Stated[], slack: number): number;
  /** the slack that they need at an epsilon below the sum of theirs */
  slack?(all: readonly Stated[], epsilon: number): number;
}

/**
 * Where no release fails, which has probability Π (1 - δ_i), all are pure: with a slack δ for these the whole has delta
 * 1 - (1 - δ) Π (1 - δ_i) (Kairouz, Oh and Viswanath 2017, theorem 3.5), which is a little less than the sum of all.
 */
export function statedAccountant(
  description: Pick<Accountant, "name" | "summary" | "reference">,
  composition: PureComposition,
): Accountant {
  const { slack: slackAt } = composition;
  return {
    ...description,
    kind: "upper-bound",
    supports: supportsMeasure(statedMeasure),

    epsilon(events, delta, neighbours) {
      const all = allStated(accountedLeaves(description.name, events, delta, neighbours, statedMeasure));
      if (all.length === 0 || delta === 1) return 0;
      const slack = -Math.expm1(Math.log1p(-delta) - logNoneFails(all));
      if (slack < 0) return Infinity;
      const sum = sumOfEpsilons(all);
      return slack === 0 || sum === Infinity ? sum : Math.min(sum, composition.epsilon(all, slack));
    },

    ...(slackAt && {
      delta(events, epsilon, neighbours) {
        const all = allStated(leavesAtEpsilon(description.name, events, epsilon, neighbours, statedMeasure));
        const slack = epsilon >= sumOfEpsilons(all) ? 0 : slackAt(all, epsilon);
        return 0 - Math.expm1(Math.log1p(-slack) + logNoneFails(all)); // never -0
      },
    }),
  };
}
