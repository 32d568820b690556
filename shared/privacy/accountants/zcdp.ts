/** The `zcdp` accountant. @module */
import { optimalZcdp } from "../zcdp-conversion.js";
import { zcdpAccountant } from "./zcdp-accountant.js";

export const zcdp = zcdpAccountant(
  {
    name: "zcdp",
    summary:
      "zero-concentrated differential privacy, for noise on everything, with the conversion at the best of all orders; an upper bound",
    reference: {
      title: "The Discrete Gaussian for Differential Privacy",
      url: "https://arxiv.org/abs/2004.00010",
      year: 2020,
    },
  },
  optimalZcdp,
);
