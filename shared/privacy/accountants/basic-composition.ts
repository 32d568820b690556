/** The `basic-composition` accountant. @module */
import { statedAccountant } from "./stated-accountant.js";
import { sumOfEpsilons } from "./stated.js";

export const basicComposition = statedAccountant(
  {
    name: "basic-composition",
    summary: "the sum of the epsilons of pure mechanisms, such as Laplace noise and the sparse vector technique",
    reference: {
      title: "The Algorithmic Foundations of Differential Privacy",
      url: "https://doi.org/10.1561/0400000042",
      year: 2014,
    },
  },
  { epsilon: sumOfEpsilons, slack: () => 1 },
);
