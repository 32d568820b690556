/** Each example is in a lot with probability batchSize / examples, independently; indices ascend, and a lot may be empty. @module */
import { samplingRate } from "./sampler.js";
import type { Sampler } from "./sampler.js";

export const poisson: Sampler = {
  drawer: (size, rng) => (number) => rng.fork("round", number).poissonSample(size.examples, samplingRate(size)),

  release: (noiseMultiplier, facts) => ({
    event: {
      type: "poisson-sampled",
      probability: samplingRate(facts),
      event: { type: "gaussian", noiseMultiplier },
    },
    neighbours: "add-or-remove-one",
  }),
};
