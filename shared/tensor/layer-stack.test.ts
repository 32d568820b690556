import { expect, test } from "vitest";
import { LayerStack } from "./layer-stack.js";
import { dense } from "./layers/dense.js";
import { unflatten } from "./layers/unflatten.js";

test("ends in any shape", () => {
  const stack = new LayerStack([dense(3, 8, "he-normal"), unflatten([2, 4, 1])]);
  expect([stack.inputShape, stack.outputShape]).toEqual([[3], [2, 4, 1]]);
  expect(stack.layout.map(({ name, offset }) => [name, offset])).toEqual([
    ["dense-1/kernel", 0],
    ["dense-1/bias", 24],
  ]);
});
