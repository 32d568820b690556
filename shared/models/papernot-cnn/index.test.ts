import { expect, test } from "vitest";
import { modelContract } from "../../../test/contract/model.js";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { parameterCount } from "../../tensor/param-vector.js";
import { papernotCnn } from "./index.js";

const create = (inputShape: readonly number[], classes = 10) =>
  papernotCnn.create(papernotCnn.params.parse({}), { inputShape, classes });

/** the smallest image that the layers leave something of */
const smallest = 16;
modelContract("papernot-cnn", create([smallest, smallest, 1], 3));

test("has the layers and the 26,010 parameters of the tutorials on MNIST", () => {
  const network = create([28, 28, 1]);
  expect(network.layers.map(({ kind, outputShape }) => [kind, ...outputShape])).toEqual([
    ["conv2d", 14, 14, 16],
    ["tanh", 14, 14, 16],
    ["sliding-max-pool", 13, 13, 16],
    ["conv2d", 5, 5, 32],
    ["tanh", 5, 5, 32],
    ["sliding-max-pool", 4, 4, 32],
    ["flatten", 512],
    ["dense", 32],
    ["tanh", 32],
    ["dense", 10],
  ]);
  expect(parameterCount(network.layout)).toBe(26_010);
});

test("refuses what is no image or too small", () => {
  expect(() => create([784])).toThrow(ImpossibleCombination);
  expect(() => create([smallest - 4, smallest, 1])).toThrow(/papernot-cnn cannot take images of/);
});
