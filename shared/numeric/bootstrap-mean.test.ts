import { expect, test } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { bootstrapMean } from "./bootstrap-mean.js";

test("has the width of the normal interval on many values", () => {
  const rng = RngStream.fromSeed(3);
  const values = Float64Array.from({ length: 400 }, () => 5 + 2 * rng.gaussian());
  const mean = values.reduce((a, b) => a + b) / 400;
  const stddev = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / 400);
  const { low, high } = bootstrapMean(values, rng, { resamples: 8000 });
  const half = (1.959964 * stddev) / 20;
  // the 2.5 % quantile of 8000 means has a standard error of 0.03 standard errors of the mean
  expect(low).toBeCloseTo(mean - half, 1.5);
  expect(Math.abs(high - low - 2 * half)).toBeLessThan(0.1 * half);
});

test("covers the mean about as often as it says", () => {
  const rng = RngStream.fromSeed(4);
  let covered = 0;
  for (let i = 0; i < 400; i++) {
    const values = Float64Array.from({ length: 60 }, () => rng.uniform());
    const { low, high } = bootstrapMean(values, rng, { resamples: 300 });
    if (low <= 0.5 && 0.5 <= high) covered++;
  }
  // Binomial(400, 0.94): 5 standard deviations, false alarm below 1e-6
  expect(Math.abs(covered / 400 - 0.94)).toBeLessThan(5 * Math.sqrt((0.94 * 0.06) / 400));
});

test("is the value itself where there is nothing to resample", () => {
  expect(bootstrapMean([2.5], RngStream.fromSeed(1))).toEqual({ low: 2.5, high: 2.5 });
  expect(bootstrapMean([7, 7, 7], RngStream.fromSeed(1))).toEqual({ low: 7, high: 7 });
});

test("refuses no values and an impossible confidence", () => {
  expect(() => bootstrapMean([], RngStream.fromSeed(1))).toThrow(/at least one value/);
  expect(() => bootstrapMean([1], RngStream.fromSeed(1), { confidence: 0 })).toThrow(/confidence is 0/);
});
