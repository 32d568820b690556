import { expect, test } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { equallyLikely, first } from "./selection-choice.js";

test("every choice among equals is equally likely (false alarm 1e-5 in all)", () => {
  const rng = RngStream.fromSeed(2);
  const counts = new Map<string, number>();
  const draws = 20_000;
  for (let t = 0; t < draws; t++) {
    const marks = equallyLikely(rng)(2, 5).join("");
    counts.set(marks, (counts.get(marks) ?? 0) + 1);
  }
  expect(counts.size).toBe(10);
  // five standard deviations of a binomial, ten times
  for (const count of counts.values()) expect(Math.abs(count - draws / 10)).toBeLessThan(5 * Math.sqrt(draws * 0.09));
});

test("the first are the first", () => {
  expect(first(2, 4)).toEqual(Uint8Array.of(1, 1, 0, 0));
});

test("a choice of none and of all", () => {
  const choose = equallyLikely(RngStream.fromSeed(3));
  expect(choose(0, 3)).toEqual(Uint8Array.of(0, 0, 0));
  expect(choose(3, 3)).toEqual(Uint8Array.of(1, 1, 1));
});
