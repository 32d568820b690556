import { expect, test } from "vitest";
import { holdOut } from "./held-out.js";

test.each([
  [10, 0.2, 2],
  [400, 0.2, 80],
  [2, 0.2, 1],
  [2, 0.99, 1],
  [3, 0.01, 1],
  [7, 0.5, 4],
])("of %d with fraction %d, %d are tested on, and everything is somewhere", (count, fraction, tested) => {
  const { train, test } = holdOut(count, fraction, "a");
  expect(test).toHaveLength(tested);
  expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
  expect([...train]).toEqual([...train].sort((a, b) => a - b));
  expect([...test]).toEqual([...test].sort((a, b) => a - b));
});

test("the same every time, another for another name, and never only the last ones", () => {
  const { test: tested } = holdOut(100, 0.2, "a");
  expect(holdOut(100, 0.2, "a").test).toEqual(tested);
  expect(holdOut(100, 0.2, "b").test).not.toEqual(tested);
  expect(tested[0]).toBeLessThan(50);
});

test("golden: no division changes silently, for results rest on it", () => {
  expect([...holdOut(20, 0.2, "csv").test]).toMatchInlineSnapshot(`
    [
      1,
      2,
      11,
      13,
    ]
  `);
});
