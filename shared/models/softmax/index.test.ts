import { expect, test } from "vitest";
import { modelContract } from "../../../test/contract/model.js";
import { parameterCount } from "../../tensor/param-vector.js";
import { softmax } from "./index.js";

const create = (inputShape: readonly number[], classes: number) =>
  softmax.create(softmax.params.parse({}), { inputShape, classes });

modelContract("softmax", create([5, 5, 1], 4));

test("has 7,850 parameters on MNIST", () => {
  const { layout } = create([28, 28, 1], 10);
  expect(layout.map(({ name }) => name)).toEqual(["dense-1/kernel", "dense-1/bias"]);
  expect(parameterCount(layout)).toBe(7850);
});

test("takes no parameters", () => {
  expect(softmax.params.safeParse({ hidden: [3] }).success).toBe(false);
});
