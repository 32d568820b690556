/** The `advanced-composition` accountant. @module */
import { statedAccountant } from "./stated-accountant.js";
import type { Stated } from "./stated.js";

/** The expected loss of a release is at most ε (e^ε - 1), and losses of ±ε deviate from it as in Azuma's inequality. */
function dworkRothblumVadhan(all: readonly Stated[], slack: number): number {
  let [mean, squares] = [0, 0];
  for (const { epsilon, count } of all) {
    mean += count * epsilon * Math.expm1(epsilon);
    squares += count * epsilon * epsilon;
  }
  return mean + Math.sqrt(-2 * squares * Math.log(slack));
}

export const advancedComposition = statedAccountant(
  {
    name: "advanced-composition",
    summary:
      "advanced composition of pure mechanisms as first published, or their sum where that is less: for comparison with older papers",
    reference: { title: "Boosting and Differential Privacy", url: "https://doi.org/10.1109/FOCS.2010.12", year: 2010 },
  },
  { epsilon: dworkRothblumVadhan },
);
