/** The `gdp` accountant. @module */
import { gdpAccountant } from "./gdp-accountant.js";

export const gdp = gdpAccountant(
  {
    name: "gdp",
    summary:
      "Gaussian differential privacy of noise on everything, exact where all noise is Gaussian and else an upper bound; no sampling",
    reference: { title: "Gaussian Differential Privacy", url: "https://arxiv.org/abs/1905.02383", year: 2019 },
    kind: "upper-bound",
  },
  { of: "gdp", words: "Gaussian differential privacy" },
  ({ gdp }) => gdp! ** 2,
);
