import { expect, test } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { relu } from "./layers/activations.js";
import { conv2d } from "./layers/conv2d.js";
import { dense } from "./layers/dense.js";
import { flatten } from "./layers/flatten.js";
import { Network } from "./network.js";
import { blockOf } from "./param-vector.js";

const hidden = () => [flatten([2, 3]), dense(6, 4, "he-normal"), relu([4]), dense(4, 3, "glorot-uniform")];

test("knows its input, its classes and its layout", () => {
  const network = new Network(hidden());
  expect(network.inputShape).toEqual([2, 3]);
  expect(network.classes).toBe(3);
  expect(network.layout).toEqual([
    { name: "dense-1/kernel", shape: [6, 4], offset: 0, size: 24 },
    { name: "dense-1/bias", shape: [4], offset: 24, size: 4 },
    { name: "dense-2/kernel", shape: [4, 3], offset: 28, size: 12 },
    { name: "dense-2/bias", shape: [3], offset: 40, size: 3 },
  ]);
});

test("knows whether it is convolutional", () => {
  const convolution = conv2d([3, 3, 1], { kernelSide: 2, filters: 1, initialiser: "he-normal" });
  expect(new Network([convolution, flatten([2, 2, 1])]).isConvolutional).toBe(true);
  expect(new Network(hidden()).isConvolutional).toBe(false);
});

test("two layers of the same shape start differently", () => {
  const network = new Network([dense(3, 3, "he-normal"), dense(3, 3, "he-normal")]);
  const weights = network.initialise(RngStream.fromSeed(1));
  expect(blockOf(weights, network.layout[0])).not.toEqual(blockOf(weights, network.layout[2]));
});

test("refuses layers that do not fit together, naming them", () => {
  expect(() => new Network([flatten([2, 3]), dense(5, 4, "he-normal")])).toThrow(
    "layer 2 (dense) takes [5], but layer 1 gives [6]",
  );
});

test("refuses no layers, and an end that is not a vector of logits", () => {
  expect(() => new Network([])).toThrow(RangeError);
  expect(() => new Network([relu([2, 2])])).toThrow("must give one logit a class, a shape [classes], not [2,2]");
});
