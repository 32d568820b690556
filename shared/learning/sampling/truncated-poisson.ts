/** A Poisson sample, of which a random `maxBatchSize` are used where there are more; indices ascend. @module */
import { samplingRate } from "./sampler.js";
import type { Sampler } from "./sampler.js";

export const truncatedPoisson: Sampler = {
  drawer(size, rng) {
    const { examples, maxBatchSize: most = examples } = size;
    return (number) => {
      const stream = rng.fork("round", number);
      const sample = stream.poissonSample(examples, samplingRate(size));
      if (sample.length <= most) return sample;
      return stream
        .sampleWithoutReplacement(sample.length, most)
        .map((place) => sample[place])
        .sort();
    };
  },

  release: (noiseMultiplier, facts) => ({
    event: {
      type: "truncated-poisson-sampled",
      examples: facts.examples,
      probability: samplingRate(facts),
      maximum: facts.maxBatchSize ?? facts.examples,
      event: { type: "gaussian", noiseMultiplier },
    },
    // who is drawn does not depend on what an example holds
    neighbours: "zero-out-one",
  }),
};
