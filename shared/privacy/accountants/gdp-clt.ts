/** The `gdp-clt` accountant. @module */
import { gdpAccountant } from "./gdp-accountant.js";

/** T steps of rate q tend to μ = q sqrt(T (exp(1 / σ²) - 1)) as T grows and q sqrt(T) stays: Bu et al. 2020, theorem 5. */
export const gdpClt = gdpAccountant(
  {
    name: "gdp-clt",
    summary:
      "Gaussian differential privacy of sampled Gaussian noise in the limit of many steps: an approximation that may report less than the truth",
    reference: {
      title: "Deep Learning with Gaussian Differential Privacy",
      url: "https://arxiv.org/abs/1911.11607",
      year: 2020,
    },
    kind: "approximation",
  },
  { of: "sampledGaussian", words: "the central limit" },
  ({ sampledGaussian }) => {
    const { samplingRate, noiseMultiplier } = sampledGaussian!;
    return samplingRate === 0 ? 0 : samplingRate ** 2 * Math.expm1(1 / noiseMultiplier / noiseMultiplier);
  },
);
