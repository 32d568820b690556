import { expect, test } from "vitest";
import { mlp } from "../models/mlp/index.js";
import { checkClipNorms, wholeClipNorm } from "./clip-norms.js";
import { layerSpans } from "./layer-spans.js";

test("the norms of layers add up as the sides of a right angle do", () => {
  expect([wholeClipNorm(2), wholeClipNorm([3, 4])]).toEqual([2, 5]);
});

test.each([[0], [[1, -1]], [[1, NaN]]])("a clip norm of %j is refused", (clip) => {
  expect(() => checkClipNorms(clip, 2)).toThrow("must be in (0, ∞]");
});

test("as many norms as there are layers with weights, or one for all", () => {
  expect(() => checkClipNorms([1, 1, 1], 2)).toThrow("3 clip norms for 2 layers with weights");
  checkClipNorms([1, 1], 2);
  checkClipNorms(1, 2);
});

test("a layer's span holds its kernel and its bias, and spans leave no gap", () => {
  const network = mlp.create({ hidden: [3], activation: "relu" }, { inputShape: [2, 2, 1], classes: 2 });
  expect(layerSpans(network.layout)).toEqual([
    { name: "dense-1", start: 0, end: 15 },
    { name: "dense-2", start: 15, end: 23 },
  ]);
});
