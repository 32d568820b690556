import { describe, expect, it } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import type { ClassSignatures } from "./class-signatures.js";
import { labelPosterior, likelyLabels } from "./label-posterior.js";

/** Three classes whose signatures are the unit vectors, give or take. */
function signatures(spread: number): ClassSignatures {
  const identity = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const unit = (y: number) => Float64Array.from({ length: 3 }, (_, f) => Number(f === y));
  return {
    means: [0, 1, 2].map(unit),
    covariances: [0, 1, 2].map(() => identity.map((value) => value * spread ** 2)),
    noise: identity,
    of: () => new Float64Array(3),
  };
}

const expected = Float64Array.of(2, 2, 2);

describe("labelPosterior", () => {
  it("counts labels where noise is low", () => {
    const observed = Float64Array.of(4.03, 0.02, 0.95);
    const posterior = labelPosterior(signatures(0.02), observed, 0.05, expected, RngStream.fromSeed(1));
    expect(posterior.lotSize).toBe(5);
    expect([...likelyLabels(posterior)].sort()).toEqual([0, 0, 0, 0, 2]);
  });

  it("returns to what was expected where noise hides everything", () => {
    const { samples } = labelPosterior(signatures(0.1), Float64Array.of(9, 0, 0), 1e4, expected, RngStream.fromSeed(2));
    for (const y of [0, 1, 2]) {
      const mean = samples.reduce((sum, counts) => sum + counts[y], 0) / samples.length;
      // Poisson with mean 2; the chain's 1,500 correlated draws know it to about 0.1.
      expect(Math.abs(mean - 2)).toBeLessThan(0.5);
    }
  });

  it("has the posterior of a single count, computed by hand", () => {
    const one: ClassSignatures = {
      means: [Float64Array.of(1)],
      covariances: [Float64Array.of(0)],
      noise: Float64Array.of(1),
      of: () => new Float64Array(1),
    };
    const { samples } = labelPosterior(one, Float64Array.of(2.5), 0.8, Float64Array.of(1.5), RngStream.fromSeed(3));
    const weights = Array.from({ length: 12 }, (_, k) => {
      const factorial = Array.from({ length: k }, (_unused, i) => i + 1).reduce((product, i) => product * i, 1);
      return (1.5 ** k / factorial) * Math.exp(-0.5 * ((2.5 - k) / 0.8) ** 2);
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const k of [1, 2, 3]) {
      const share = samples.filter(([count]) => count === k).length / samples.length;
      expect(Math.abs(share - weights[k] / total)).toBeLessThan(0.08);
    }
  });
});
