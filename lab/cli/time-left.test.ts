import { expect, test } from "vitest";
import { TimeLeft } from "./time-left.js";

test("goes by the pace since the first look", () => {
  const left = new TimeLeft();
  expect(left.seconds(0, 5000)).toBeUndefined();
  expect(left.seconds(0, 9000)).toBeUndefined();
  // a quarter in five seconds
  expect(left.seconds(0.25, 10_000)).toBeCloseTo(15);
  expect(left.seconds(1, 20_000)).toBe(0);
});

test("what was done before the first look does not count", () => {
  const left = new TimeLeft();
  left.seconds(0.5, 0);
  expect(left.seconds(0.6, 1000)).toBeCloseTo(4);
});
