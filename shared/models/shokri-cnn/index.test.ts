import { maxPool, tanh, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { modelContract } from "../../../test/contract/model.js";
import { expectClose } from "../../../test/contract/numbers.js";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { RngStream } from "../../random/rng-stream.js";
import { useBackend } from "../../tensor/backend/index.js";
import { parameterCount } from "../../tensor/param-vector.js";
import { shokriCnn } from "./index.js";

const create = (inputShape: readonly number[], classes = 10) =>
  shokriCnn.create(shokriCnn.params.parse({}), { inputShape, classes });

/** the smallest image that the layers leave something of */
const smallest = 22;
modelContract("shokri-cnn", create([smallest, smallest, 1], 3));

test("has 105,506 parameters on MNIST, whose images get a border", () => {
  const network = create([28, 28, 1]);
  expect(network.layers.map(({ kind, outputShape }) => [kind, ...outputShape])).toEqual([
    ["pad", 32, 32, 1],
    ["conv2d", 28, 28, 32],
    ["max-pool", 9, 9, 32],
    ["tanh", 9, 9, 32],
    ["conv2d", 5, 5, 64],
    ["max-pool", 2, 2, 64],
    ["tanh", 2, 2, 64],
    ["flatten", 256],
    ["dense", 200],
    ["tanh", 200],
    ["dense", 10],
  ]);
  expect(parameterCount(network.layout)).toBe(105_506);
  expect(network.isConvolutional).toBe(true);
});

describe("tanh after pooling", () => {
  beforeAll(() => useBackend("cpu"));

  test("is the same function as tanh before pooling", () => {
    const rng = RngStream.fromSeed(6);
    tidy(() => {
      const x = tensor4d(
        Float32Array.from({ length: 2 * 9 * 9 * 3 }, () => rng.gaussian()),
        [2, 9, 9, 3],
      );
      expectClose(tanh(maxPool(x, 3, 3, "valid")).dataSync(), maxPool(tanh(x), 3, 3, "valid").dataSync(), 1e-7);
    });
  });
});

test("refuses what is no image or too small", () => {
  expect(() => create([784])).toThrow(ImpossibleCombination);
  expect(() => create([smallest - 1, smallest, 1])).toThrow(ImpossibleCombination);
  expect(() => create([smallest - 1, smallest, 1])).toThrow(
    "shokri-cnn cannot take images of [21,22,1]: no window of 2 x 2 pixels fits into an image of [1,2,64]",
  );
});
