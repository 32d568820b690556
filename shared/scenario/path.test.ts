import { expect, test } from "vitest";
import { formatPath, parsePath } from "./path.js";

test.each([
  ["seed", ["seed"]],
  ["training.rounds", ["training", "rounds"]],
  ["participants.defences[0].clipNorm", ["participants", "defences", 0, "clipNorm"]],
  ["a[1][2].b", ["a", 1, 2, "b"]],
])("%s is a path, and back", (text, path) => {
  expect(parsePath(text)).toEqual(path);
  expect(formatPath(path)).toBe(text);
});

test.each(["", ".", "a.", ".a", "a..b", "[0]", "a[x]", "a[-1]", "a[0", "a b", "a[0]b"])("%j is none", (text) => {
  expect(parsePath(text)).toBeUndefined();
});
