/** The `zcdp-classic` accountant. @module */
import { classicZcdp } from "../zcdp-conversion.js";
import { zcdpAccountant } from "./zcdp-accountant.js";

export const zcdpClassic = zcdpAccountant(
  {
    name: "zcdp-classic",
    summary:
      "zero-concentrated differential privacy with its first, looser conversion: for comparison with older papers",
    reference: {
      title: "Concentrated Differential Privacy: Simplifications, Extensions, and Lower Bounds",
      url: "https://arxiv.org/abs/1605.02065",
      year: 2016,
    },
  },
  classicZcdp,
);
