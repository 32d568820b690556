/** A small convolutional network that shrinks images by strides. @module */
import { z } from "zod";
import type { ModelPlugin } from "../../plugins/task.js";
import { leakyRelu, relu, sigmoid, tanh } from "../../tensor/layers/activations.js";
import { conv2d } from "../../tensor/layers/conv2d.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import { imageNetwork } from "../image-input.js";

const activations = { relu, "leaky-relu": leakyRelu, tanh, sigmoid };

const params = z.strictObject({
  activation: z
    .enum(["relu", "leaky-relu", "tanh", "sigmoid"])
    .default("relu")
    .describe(
      "after every layer but the last; tanh and sigmoid are smooth, which gradient matching needs; leaky-relu lets a fifth of " +
        "values below zero through",
    ),
});

export const stridedCnn: ModelPlugin<typeof params> = {
  kind: "model",
  name: "strided-cnn",
  summary: "A small convolutional network: two convolutions of stride 2 instead of pooling, and a dense layer.",
  reference: {
    title: "Springenberg, Dosovitskiy, Brox, Riedmiller: Striving for Simplicity: The All Convolutional Net",
    url: "https://arxiv.org/abs/1412.6806",
    year: 2014,
  },
  params,
  create({ activation }, task) {
    const bend = activations[activation];
    const initialiser = activation.endsWith("relu") ? "he-normal" : "glorot-uniform";
    return imageNetwork(stridedCnn.name, task, (add) => {
      for (const filters of [8, 16]) {
        add((shape) => conv2d(shape, { kernelSide: 5, filters, stride: 2, initialiser }));
        add(bend);
      }
      add(flatten);
      add(([width]) => dense(width, 64, initialiser));
      add(bend);
      add(([width]) => dense(width, task.classes, "glorot-uniform"));
    });
  },
};
