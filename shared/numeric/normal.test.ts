import { expect, test } from "vitest";
import { normalCdf, normalLogCdf, normalQuantile } from "./normal.js";

// mpmath 1.4, 40 digits
const logCdfValues = [
  [-40, -804.60844201375379],
  [-8, -35.01343715991455],
  [-1, -1.8410216450092635],
  [0, -0.69314718055994531],
  [0.5, -0.36894641528865639],
  [2, -0.023012909328963488],
  [6, -9.8658764552437573e-10],
];
const quantileValues = [
  [1e-20, -9.2623400897984076],
  [1e-5, -4.2648907939228246],
  [0.025, -1.9599639845400542],
  [0.3, -0.52440051270804082],
  [0.75, 0.67448975019608174],
  [0.999, 3.0902323061678133],
];

test.each(logCdfValues)("normalLogCdf(%d)", (x, expected) => {
  expect(Math.abs(normalLogCdf(x) / expected - 1)).toBeLessThan(1e-14);
  expect(Math.abs(normalCdf(x) - Math.exp(expected))).toBeLessThanOrEqual(1e-13 * Math.exp(expected));
});

test.each(quantileValues)("normalQuantile(%d)", (p, expected) => {
  expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(2e-14);
});

test("normalQuantile at the ends and the middle", () => {
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
  expect(() => normalQuantile(1.1)).toThrow(/p is 1.1, must be in \[0, 1\]/);
});
