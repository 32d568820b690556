import { expect, test } from "vitest";
import { firstNotFinite } from "./finite.js";

test.each([NaN, Infinity, -Infinity])("finds the first %d wherever it is", (bad) => {
  for (let length = 1; length < 11; length++) {
    for (let at = 0; at < length; at++) {
      const values = new Float32Array(length).fill(bad, at);
      expect(firstNotFinite(values)).toBe(at);
      expect(firstNotFinite(new Float32Array(length).with(at, bad))).toBe(at);
    }
  }
});

test("infinities that would cancel are found", () => {
  expect(firstNotFinite(Float32Array.of(1, Infinity, -Infinity, 2))).toBe(1);
});

test("any number of the greatest is finite", () => {
  const greatest = 2 ** 128 - 2 ** 104;
  expect(firstNotFinite(new Float32Array(100_003).fill(greatest))).toBe(-1);
  expect(firstNotFinite(new Float32Array(0))).toBe(-1);
});
