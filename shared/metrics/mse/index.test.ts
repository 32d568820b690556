import { expect, test } from "vitest";
import { mse } from "./index.js";

const pairs = {
  claims: Float32Array.of(0, 0.5, 1, 1),
  truths: Float32Array.of(0, 0, 0.5, 0),
  claimLabels: Int32Array.of(0, 1),
  truthLabels: Int32Array.of(0, 1),
  shape: [2],
};

test("is the mean of the squared differences, one value a pair", () => {
  expect([...mse.measure(pairs)]).toEqual([0.125, 0.625]);
});

test("refuses values that are not finite and lengths that disagree", () => {
  expect(() => mse.measure({ ...pairs, claims: Float32Array.of(0, NaN, 1, 1) })).toThrow(/NaN/);
  expect(() => mse.measure({ ...pairs, claims: Float32Array.of(0) })).toThrow(/need 4 values: got 1 claimed/);
  expect(() => mse.measure({ ...pairs, claimLabels: Int32Array.of(0) })).toThrow(/1 claimed labels for 2/);
});
