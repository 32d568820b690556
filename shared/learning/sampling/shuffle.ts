/** Slices of a new permutation every ⌊examples / batchSize⌋ lots; a tail shorter than a lot is left out. @module */
import type { Sampler } from "./sampler.js";

export const shuffle: Sampler = {
  drawer({ examples, batchSize }, rng) {
    const lots = Math.floor(examples / batchSize);
    let epoch = -1;
    let order = new Int32Array(0);
    return (number) => {
      const wanted = Math.floor((number - 1) / lots);
      if (wanted !== epoch) {
        order = rng.fork("epoch", wanted).permutation(examples) as Int32Array<ArrayBuffer>;
        epoch = wanted;
      }
      const start = ((number - 1) % lots) * batchSize;
      return order.slice(start, start + batchSize);
    };
  },
};
