import { expect, test } from "vitest";
import { findRoot } from "./root.js";

test("finds roots of smooth, flat, steep and infinite functions", () => {
  expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 14);
  expect(findRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.73908513321516064, 14);
  expect(findRoot((x) => (x - 0.3) ** 5, -1, 2)).toBeCloseTo(0.3, 3);
  expect(findRoot((x) => Math.exp(50 * x) - 1e10, 0, 2)).toBeCloseTo(Math.log(1e10) / 50, 13);
  expect(findRoot((x) => Math.sign(x - 0.7), 0, 1)).toBeCloseTo(0.7, 13);
  expect(findRoot((x) => x, 0, 1)).toBe(0);
});

test("needs few evaluations on a smooth function", () => {
  let evaluations = 0;
  findRoot((x) => (evaluations++, Math.exp(x) - 3), 0, 10);
  expect(evaluations).toBeLessThan(20);
});

test("refuses an interval without a change of sign", () => {
  expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(RangeError);
});
