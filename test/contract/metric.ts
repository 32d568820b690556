/** What every metric must hold: perfect claim, chance claim, monotone under growing noise. @module */
import { describe, expect, test } from "vitest";
import type { Metric, Pairs } from "../../shared/plugins/metric.js";

const shape = [12, 12, 1];
const size = 144;
const n = 40;

/** A hand-made sequence in [0, 1), so that the contract rests on nothing it tests. */
function sequence(length: number, start: number): Float32Array {
  let state = start;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}

const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

/** Claims that are the truth with a part `noise` in [0, 1] replaced by chance, labels included. */
function claimsWith(noise: number): Pairs {
  const truths = sequence(n * size, 1);
  const chance = sequence(n * size, 2);
  const truthLabels = Int32Array.from({ length: n }, (_, i) => i % 10);
  return {
    truths,
    truthLabels,
    claims: truths.map((truth, i) => (1 - noise) * truth + noise * chance[i]),
    claimLabels: truthLabels.map((label, i) => (i < noise * n ? 10 : label)),
    shape,
  };
}

/** Registers the contract's tests for `metric`; `perfect` is its value for a claim that is the truth. */
export function metricContract(metric: Metric, perfect: number): void {
  describe(`metric ${metric.name}`, () => {
    const sign = metric.leaksMoreWhen === "higher" ? 1 : -1;

    test("declares a camelCase name, a summary and a source", () => {
      expect(metric.name).toMatch(/^[a-z][a-zA-Z]*$/);
      expect(metric.summary.length).toBeGreaterThan(10);
      expect(metric.reference.url).toMatch(/^https:\/\//);
    });

    test("a perfect claim scores its best, one value a target", () => {
      const values = metric.measure(claimsWith(0));
      expect(values).toHaveLength(n);
      for (const value of values) expect(value).toBeCloseTo(perfect, 9);
    });

    test("a chance claim scores clearly worse", () => {
      const chance = mean(metric.measure(claimsWith(1)));
      expect(sign * (perfect - chance)).toBeGreaterThan(0.1);
    });

    test("falls monotonically as noise grows", () => {
      const scores = [0, 0.02, 0.1, 0.3, 0.6, 1].map((noise) => sign * mean(metric.measure(claimsWith(noise))));
      for (let i = 1; i < scores.length; i++) expect(scores[i]).toBeLessThanOrEqual(scores[i - 1]);
      expect(scores.at(-1)!).toBeLessThan(scores[0]);
    });

    test("is deterministic and leaves the pairs as they were", () => {
      const pairs = claimsWith(0.3);
      const first = metric.measure(pairs);
      expect(metric.measure(pairs)).toEqual(first);
      expect(pairs).toEqual(claimsWith(0.3));
    });

    test("refuses NaN, infinities and lengths that disagree", () => {
      const pairs = claimsWith(0.3);
      const withValue = (value: number) => ({ ...pairs, claims: pairs.claims.with(5, value) });
      expect(() => metric.measure(withValue(NaN))).toThrow(RangeError);
      expect(() => metric.measure(withValue(Infinity))).toThrow(RangeError);
      expect(() => metric.measure({ ...pairs, claims: pairs.claims.slice(1) })).toThrow(RangeError);
    });

    test("no pairs, no values", () => {
      const none = { claims: new Float32Array(0), truths: new Float32Array(0) };
      const labels = { claimLabels: new Int32Array(0), truthLabels: new Int32Array(0) };
      expect(metric.measure({ ...none, ...labels, shape })).toHaveLength(0);
    });
  });
}
