import { expect, test } from "vitest";
import { modelContract } from "../../../test/contract/model.js";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { parameterCount } from "../../tensor/param-vector.js";
import { stridedCnn } from "./index.js";

const create = (inputShape: readonly number[], classes = 10, given: unknown = {}) =>
  stridedCnn.create(stridedCnn.params.parse(given), { inputShape, classes });

/** the smallest image that the layers leave something of */
const smallest = 13;
modelContract("strided-cnn", create([smallest, smallest, 1], 3));
modelContract("strided-cnn leaky-relu", create([smallest, smallest, 1], 3, { activation: "leaky-relu" }));

test("has 20,522 parameters on MNIST", () => {
  const network = create([28, 28, 1]);
  expect(network.layers.map(({ kind, outputShape }) => [kind, ...outputShape])).toEqual([
    ["conv2d", 12, 12, 8],
    ["relu", 12, 12, 8],
    ["conv2d", 4, 4, 16],
    ["relu", 4, 4, 16],
    ["flatten", 256],
    ["dense", 64],
    ["relu", 64],
    ["dense", 10],
  ]);
  expect(parameterCount(network.layout)).toBe(20_522);
});

test("refuses what is no image or too small", () => {
  expect(() => create([784])).toThrow(ImpossibleCombination);
  expect(() => create([smallest - 1, smallest, 1])).toThrow(
    "strided-cnn cannot take images of [12,13,1]: a kernel of 5 x 5 does not fit into an image of [4,5,8]",
  );
});
