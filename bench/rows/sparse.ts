/** Bytes of a sparse upload against what information theory asks for. @module */
import type { Benchmark } from "../benchmark.js";
import { encodeSparse } from "../../shared/protocol/vector/encode.js";
import { wireBytes } from "../../shared/protocol/vector/wire-vector.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { logGamma } from "../../shared/numeric/log-gamma.js";

/** of the perceptron 784-128-64-10 */
const parameters = 109_386;

export const sparse: Benchmark = {
  name: "sparse",
  summary: "payload of a sparse upload of random coordinates, over the entropy of their set and their float32 values",
  run: async () =>
    [0.1, 0.01, 0.001].map((fraction) => {
      const rng = RngStream.fromSeed(1).fork("fraction", Math.round(1 / fraction));
      const count = Math.round(fraction * parameters);
      const indices = rng.sampleWithoutReplacement(parameters, count).sort();
      const values = Float32Array.from({ length: parameters }, () => rng.uniform() - 0.5);
      return {
        what: `sparse upload, ${fraction} of ${parameters} parameters`,
        measured: { value: wireBytes(encodeSparse(values, indices)), unit: "bytes" },
        baseline: { value: Math.ceil(setEntropyBytes(parameters, count)) + 4 * count, of: "entropy + values" },
        budget: { limit: 1.15, bound: "at-most" as const, on: "ratio" as const },
      };
    }),
};

/** log2 C(n, k) / 8: of a set that could be any. */
function setEntropyBytes(n: number, k: number): number {
  const nats = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return nats / Math.LN2 / 8;
}
