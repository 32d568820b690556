import { expect, test } from "vitest";
import { turnFacts } from "../../test/contract/defence.js";
import { sampledGaussianRdp } from "../../shared/privacy/rdp/sampled-gaussian-rdp.js";
import { samplingRate } from "../../shared/learning/sampling/sampler.js";
import { turnSamplingRate } from "./sampling-rate.js";

const turnOf = (localSteps: number, batchSize = 8, examples = 600) =>
  turnFacts({ update: "delta", localSteps, batchSize, examples });

test("one lot: exactly its rate, at most 1", () => {
  for (const examples of [1, 7, 8, 600, 60_000]) {
    const rate = Math.min(1, 8 / examples);
    expect(samplingRate(turnOf(1, 8, examples))).toBe(rate);
    expect(turnSamplingRate(turnOf(1, 8, examples))).toBe(rate);
  }
});

/** The probabilities of all ways for an example to be in k lots; first that it is in none. */
function patterns(q: number, k: number): number[] {
  return Array.from({ length: 2 ** k }, (_, ways) => {
    const taken = ways.toString(2).replaceAll("0", "").length;
    return q ** taken * (1 - q) ** (k - taken);
  });
}

test("several lots: the probability of all ways to be in at least one", () => {
  for (const k of [2, 3, 9]) {
    const [, ...some] = patterns(8 / 600, k);
    const sum = some.reduce((a, b) => a + b);
    expect(Math.abs(turnSamplingRate(turnOf(k)) / sum - 1)).toBeLessThan(1e-12);
  }
  expect(turnSamplingRate(turnOf(3, 1, 1e12)) / 3e-12).toBeCloseTo(1, 11);
  expect(turnSamplingRate(turnOf(5, 9, 7))).toBe(1);
});

test("no turn whose lots move the update by at most the sensitivity diverges more than a sample at this rate", () => {
  const [k, batchSize, examples, sigma] = [3, 1, 5, 0.8];
  const weights = patterns(batchSize / examples, k);
  const rate = turnSamplingRate(turnOf(k, batchSize, examples));
  const divergence = (shifts: readonly number[], order: number): number => {
    const step = 0.01;
    let sum = 0;
    for (let z = -12; z < 20; z += step) {
      const ratio = weights.reduce(
        (total, p, way) => total + p * Math.exp((z * shifts[way] - shifts[way] ** 2 / 2) / sigma ** 2),
        0,
      );
      sum += ratio ** order * Math.exp((-z * z) / 2 / sigma ** 2) * step;
    }
    return Math.log(sum / sigma / Math.sqrt(2 * Math.PI)) / (order - 1);
  };
  for (const order of [1.5, 4]) {
    const bound = sampledGaussianRdp(rate, sigma, order);
    for (const shifts of [
      [0, 0.3, -1, 0.7, 0.9, -0.2, 1, 1],
      [0, 1, 1, 1, -1, -1, -1, 0],
    ]) {
      expect(divergence(shifts, order)).toBeLessThan(bound);
    }
    // and one meets it
    expect(divergence([0, 1, 1, 1, 1, 1, 1, 1], order)).toBeCloseTo(bound, 9);
  }
});
