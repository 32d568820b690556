import { expect, test } from "vitest";
import { modelContract } from "../../../test/contract/model.js";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { parameterCount } from "../../tensor/param-vector.js";
import { shokriMlp } from "./index.js";

const create = (given: unknown, inputShape: readonly number[] = [5, 5, 1], classes = 4) =>
  shokriMlp.create(shokriMlp.params.parse(given), { inputShape, classes });

modelContract("shokri-mlp relu", create({}));
modelContract("shokri-mlp tanh", create({ activation: "tanh" }));

test("has 140,106 parameters on MNIST, whose images get a border", () => {
  const network = create({}, [28, 28, 1], 10);
  expect(network.layers.map(({ kind, outputShape }) => [kind, ...outputShape])).toEqual([
    ["pad", 32, 32, 1],
    ["flatten", 1024],
    ["dense", 128],
    ["relu", 128],
    ["dense", 64],
    ["relu", 64],
    ["dense", 10],
  ]);
  expect(parameterCount(network.layout)).toBe(140_106);
  expect(network.isConvolutional).toBe(false);
});

test("takes images of 32 x 32 pixels in colour as they are", () => {
  expect(parameterCount(create({}, [32, 32, 3], 10).layout)).toBe(3072 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
});

test("refuses what is no image, and an activation that it does not have", () => {
  expect(() => create({}, [784])).toThrow(ImpossibleCombination);
  expect(() => create({}, [784])).toThrow("shokri-mlp takes images [H, W, C]; these examples have the shape [784]");
  expect(shokriMlp.params.safeParse({ activation: "sigmoid" }).success).toBe(false);
});
