import { expect, test } from "vitest";
import { nearest } from "./nearest.js";

test.each([
  ["rouds", ["rounds", "seed"], "rounds"],
  ["clipnorm", ["noiseMultiplier", "clipNorm"], "clipNorm"],
  ["dpsgd", ["clip", "dp-sgd"], "dp-sgd"],
  ["ib", ["id", "kind"], "id"],
  ["zebra", ["rounds", "seed"], undefined],
  ["x", [], undefined],
])("%s among %j", (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});
