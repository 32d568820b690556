import { expect, test } from "vitest";
import { modelContract } from "../../../test/contract/model.js";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { RngStream } from "../../random/rng-stream.js";
import { blockOf, parameterCount } from "../../tensor/param-vector.js";
import { lenetSigmoid } from "./index.js";

const create = (given: unknown, inputShape: readonly number[], classes = 10) =>
  lenetSigmoid.create(lenetSigmoid.params.parse(given), { inputShape, classes });

modelContract("lenet-sigmoid", create({}, [6, 5, 1], 3));

test.each([
  [[28, 28, 1], 13_426],
  [[32, 32, 3], 15_826],
])("on images of %j it has %d parameters", (inputShape, count) => {
  expect(parameterCount(create({}, inputShape).layout)).toBe(count);
});

test("shrinks MNIST to 7 x 7 pixels of 12 channels, without pooling", () => {
  expect(create({}, [28, 28, 1]).layers.map(({ kind, outputShape }) => [kind, ...outputShape])).toEqual([
    ["conv2d", 14, 14, 12],
    ["sigmoid", 14, 14, 12],
    ["conv2d", 7, 7, 12],
    ["sigmoid", 7, 7, 12],
    ["conv2d", 7, 7, 12],
    ["sigmoid", 7, 7, 12],
    ["flatten", 588],
    ["dense", 10],
  ]);
});

test.each([
  [{}, 0.5],
  [{ initialRange: 0.2 }, 0.2],
])("with %j every weight and bias starts uniform in (−%d, %d)", (given, range) => {
  const network = create(given, [28, 28, 1]);
  const weights = network.initialise(RngStream.fromSeed(3));
  expect(weights.every((w) => Math.abs(w) <= Math.fround(range))).toBe(true);
  const variance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
  // of 13,426 values: known to 0.8 % (one standard deviation), five of those are allowed
  expect(Math.abs(variance / (range ** 2 / 3) - 1)).toBeLessThan(0.04);
  for (const block of network.layout)
    expect(
      blockOf(weights, block).every((w) => w !== 0),
      block.name,
    ).toBe(true);
});

test("refuses what is no image, and a range that is none", () => {
  expect(() => create({}, [784])).toThrow(ImpossibleCombination);
  for (const initialRange of [0, -1, Infinity, NaN])
    expect(lenetSigmoid.params.safeParse({ initialRange }).success).toBe(false);
});
