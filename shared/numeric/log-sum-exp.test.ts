import { expect, test } from "vitest";
import { log1pExp, logExpm1, logSumExp } from "./log-sum-exp.js";

test("logSumExp survives magnitudes that exp does not", () => {
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
  expect(logSumExp([-1000, -1000, -1000, -1000])).toBeCloseTo(-1000 + 2 * Math.LN2, 12);
  expect(logSumExp([Math.log(0.25), -Infinity, Math.log(0.5)])).toBeCloseTo(Math.log(0.75), 15);
});

test("logSumExp at the ends: no terms, an infinite term, NaN", () => {
  expect(logSumExp([])).toBe(-Infinity);
  expect(logSumExp([-Infinity])).toBe(-Infinity);
  expect(logSumExp([0, Infinity])).toBe(Infinity);
  expect(logSumExp([0, NaN, 5])).toBeNaN();
});

test("log1pExp and logExpm1 keep every digit at both ends", () => {
  expect(log1pExp(-50)).toBeCloseTo(1.9287498479639178e-22, 36);
  expect(log1pExp(800)).toBe(800);
  expect(log1pExp(-Infinity)).toBe(0);
  expect(logExpm1(1e-12)).toBeCloseTo(Math.log(1e-12) + 5e-13, 13);
  expect(logExpm1(800)).toBe(800);
  expect(logExpm1(0)).toBe(-Infinity);
  expect(logExpm1(Infinity)).toBe(Infinity);
});
