import { expect, test } from "vitest";
import { sweepScale } from "./sweep-scale.js";

test("two decades make an axis logarithmic, less does not", () => {
  const wide = sweepScale([0.01, 0.1, 1], "training.uploadFraction");
  expect(wide.isLogarithmic).toBe(true);
  expect(wide.place(0.1) - wide.place(0.01)).toBeCloseTo(1, 12);
  const close = sweepScale([1, 2, 10], "participants.count");
  expect(close.isLogarithmic).toBe(false);
  expect([1, 2, 10].map(close.place)).toEqual([1, 2, 10]);
});

test.each([
  ["noiseMultiplier", "left"],
  ["clipNorm", "right"],
])("no %s stands at the %s, apart from the axis", (parameter, end) => {
  const { place, isOnAxis, min, max } = sweepScale([undefined, 1, 2], `participants.defences[0].${parameter}`);
  if (end === "left") expect(place(undefined)).toBeLessThan(place(1));
  else expect(place(undefined)).toBeGreaterThan(place(2));
  expect(isOnAxis(undefined)).toBe(false);
  expect(min).toBeLessThan(Math.min(place(undefined), place(1)));
  expect(max).toBeGreaterThan(Math.max(place(undefined), place(2)));
});

test("zero has a place of its own on a logarithmic axis, between none and the least", () => {
  const { place, isOnAxis } = sweepScale([undefined, 0, 0.01, 1], "participants.defences[0].noiseMultiplier");
  expect(place(undefined)).toBeLessThan(place(0));
  expect(place(0)).toBeLessThan(place(0.01));
  expect(isOnAxis(0)).toBe(false);
});
