import { expect, test } from "vitest";
import { sgdStep } from "./sgd.js";

test("moves against the gradient, as a new vector", () => {
  const [weights, gradient] = [Float32Array.of(1, -2, 0), Float32Array.of(2, 4, -8)];
  expect([...sgdStep(weights, gradient, 0.25)]).toEqual([0.5, -3, 2]);
  expect([...weights, ...gradient]).toEqual([1, -2, 0, 2, 4, -8]);
});

test("rounds once, to the nearest float32", () => {
  // a hair more than half the spacing of float32 below 1; rounded to float32 first, the rate would lose the hair
  const rate = 2 ** -25 * (1 + 2 ** -26);
  expect(sgdStep(Float32Array.of(1), Float32Array.of(1), rate)[0]).toBe(1 - 2 ** -24);
  expect(sgdStep(Float32Array.of(1), Float32Array.of(1), 2 ** -25)[0]).toBe(1);
});

test("refuses a gradient of another length", () => {
  expect(() => sgdStep(new Float32Array(2), new Float32Array(3), 1)).toThrow("2 weights cannot take a gradient of 3");
});
