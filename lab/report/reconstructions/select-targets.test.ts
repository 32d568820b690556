import { expect, test } from "vitest";
import { selectTargets } from "./select-targets.js";

test("shows all of a few, best first", () => {
  expect(selectTargets([[1, 3, 2]], 12)).toEqual([1, 2, 0]);
  expect(selectTargets([], 12)).toEqual([]);
});

test("of many shows the best, the worst and evenly between", () => {
  const scores = Array.from({ length: 101 }, (_, i) => 100 - i);
  expect(selectTargets([scores], 5)).toEqual([0, 25, 50, 75, 100]);
});

test("the best of every variant is among them", () => {
  const plain = Array.from({ length: 80 }, (_, i) => 80 - i);
  const defended = plain.map((_, i) => (i === 33 ? 9 : 1));
  const chosen = selectTargets([plain, defended], 12);
  expect(chosen).toHaveLength(12);
  expect(new Set(chosen).size).toBe(12);
  expect(chosen).toContain(33);
  expect([chosen[0], chosen[11]]).toEqual([0, 79]);
});

test("never more than asked for, whatever the number of targets", () => {
  for (let n = 1; n < 60; n++) {
    const scores = Array.from({ length: n }, (_, i) => (i * 7) % n);
    expect(selectTargets([scores, [...scores].reverse()], 12)).toHaveLength(Math.min(n, 12));
  }
});
