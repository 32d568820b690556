import fc from "fast-check";
import { expect, test } from "vitest";
import { inFull, rounded } from "./rounded.js";

test("six digits, on the side that keeps them true", () => {
  expect([rounded(1.7117700912, "up"), rounded(1.7117700912, "down"), rounded(1.7117700912, "near")]).toEqual([
    "1.71178",
    "1.71177",
    "1.71177",
  ]);
  expect([rounded(9.9999999, "up"), rounded(1, "up"), rounded(8, "down")]).toEqual(["10", "1", "8"]);
  expect(rounded(0.1 + 0.2, "up")).toBe("0.3");
  expect([rounded(0, "up"), rounded(Infinity, "up"), rounded(2.66559e-6, "up")]).toEqual(["0", "∞", "2.66559e-6"]);
});

test("whatever the value, up is no less, down is no more, and both are near", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (value) => {
      const [up, down] = [Number(rounded(value, "up")), Number(rounded(value, "down"))];
      expect(up).toBeGreaterThanOrEqual(value * (1 - 1e-12));
      expect(down).toBeLessThanOrEqual(value * (1 + 1e-12));
      expect(up / down - 1).toBeLessThan(2.1e-5);
    }),
    { seed: 7, numRuns: 2000 },
  );
});

test("what was given is shown in full", () => {
  expect([inFull(1e-5), inFull(0.01), inFull(0), inFull(1.25e-7)]).toEqual(["1e-5", "0.01", "0", "1.25e-7"]);
});
