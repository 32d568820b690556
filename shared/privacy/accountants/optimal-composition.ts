/** The `optimal-composition` accountant. @module */
import { equalEpsilon, MOST_EQUAL } from "./equal-composition.js";
import { statedAccountant } from "./stated-accountant.js";
import type { Stated } from "./stated.js";

/** Kairouz, Oh and Viswanath 2017, theorem 3.5, for releases that differ; the sum of epsilons is the third bound there. */
function unequalEpsilon(all: readonly Stated[], slack: number): number {
  let [mean, squares] = [0, 0];
  for (const { epsilon, count } of all) {
    mean += count * epsilon * Math.tanh(epsilon / 2);
    squares += count * epsilon * epsilon;
  }
  const logOdds = Math.min(-Math.log(slack), Math.log(Math.E + Math.sqrt(squares) / slack));
  return mean + Math.sqrt(2 * squares * logOdds);
}

const areEqual = (all: readonly Stated[]): boolean =>
  all.every(({ epsilon }) => epsilon === all[0].epsilon) && countOf(all) <= MOST_EQUAL;
const countOf = (all: readonly Stated[]): number => all.reduce((sum, { count }) => sum + count, 0);

export const optimalComposition = statedAccountant(
  {
    name: "optimal-composition",
    summary:
      "composition of stated guarantees: exact where all have the same epsilon, else the least of the bounds for unequal ones",
    reference: {
      title: "The Composition Theorem for Differential Privacy",
      url: "https://arxiv.org/abs/1311.0776",
      year: 2017,
    },
  },
  {
    epsilon: (all, slack) =>
      areEqual(all) ? equalEpsilon(all[0].epsilon, countOf(all), slack) : unequalEpsilon(all, slack),
  },
);
