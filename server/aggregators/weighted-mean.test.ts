import { expect, test } from "vitest";
import { mean } from "./mean.js";
import { weightedMean } from "./weighted-mean.js";

const updates = [Float32Array.of(1, -2, 0.1), Float32Array.of(4, 6, 0.3)];

test("weighs each update", () => {
  expect([...weightedMean(updates, [3, 1])]).toEqual([1.75, 0, Math.fround(0.15)]);
});

test("is the mean where all weigh the same", () => {
  expect(weightedMean(updates, [60, 60])).toEqual(mean(updates));
});

test("refuses no updates, and weights that are not as many", () => {
  expect(() => weightedMean([], [])).toThrow("not defined");
  expect(() => weightedMean(updates, [1])).toThrow("2 updates need as many weights, not 1");
});
