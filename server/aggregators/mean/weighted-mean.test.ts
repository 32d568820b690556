import { expect, test } from "vitest";
import { weightedMean } from "./weighted-mean.js";

test("the mean of one update is that update, bit for bit", () => {
  const update = Float32Array.of(0.1, -1e-40, 3e38, 1 / 3);
  expect([...weightedMean([update])]).toEqual([...update]);
});

test("sums in double precision: what float32 would swallow survives", () => {
  const one = Float32Array.of(2 ** 24);
  const small = Float32Array.of(1);
  expect(weightedMean([one, small, small, small])[0]).toBe(Math.fround((2 ** 24 + 3) / 4));
});

test("leaves the updates as they were, and refuses none", () => {
  const updates = [Float32Array.of(1, 2), Float32Array.of(3, 6)];
  expect([...weightedMean(updates)]).toEqual([2, 4]);
  expect([...updates[0]]).toEqual([1, 2]);
  expect(() => weightedMean([])).toThrow(RangeError);
});

test("weighs each update; equal weights are no weights", () => {
  const updates = [Float32Array.of(1, -2, 0.1), Float32Array.of(4, 6, 0.3)];
  expect([...weightedMean(updates, [3, 1])]).toEqual([1.75, 0, Math.fround(0.15)]);
  expect(weightedMean(updates, [60, 60])).toEqual(weightedMean(updates));
  expect(() => weightedMean(updates, [1])).toThrow("2 updates need as many weights, not 1");
});
