/** Multilayer perceptron: dense layers with an activation between them. @module */
import { z } from "zod";
import type { ModelPlugin } from "../../plugins/task.js";
import { leakyRelu, relu, sigmoid, tanh } from "../../tensor/layers/activations.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import type { Layer } from "../../tensor/layers/layer.js";
import { Network } from "../../tensor/network.js";

const activations = { relu, "leaky-relu": leakyRelu, sigmoid, tanh };

const params = z.strictObject({
  hidden: z
    .array(z.int().min(1).max(4096).describe("units of a layer, 1 to 4096"))
    .min(1)
    .max(8)
    .describe("units of each hidden layer, first to last; 1 to 8 layers"),
  activation: z
    .enum(["relu", "leaky-relu", "sigmoid", "tanh"])
    .default("relu")
    .describe("function after each hidden layer; leaky-relu lets a fifth of values below zero through"),
});

export const mlp: ModelPlugin<typeof params> = {
  kind: "model",
  name: "mlp",
  summary: "Multilayer perceptron: dense layers with an activation between them.",
  reference: {
    title: "Rumelhart, Hinton, Williams: Learning representations by back-propagating errors",
    url: "https://doi.org/10.1038/323533a0",
    year: 1986,
  },
  params,
  create({ hidden, activation }, { inputShape, classes }) {
    const layers: Layer[] = [flatten(inputShape)];
    let width = layers[0].outputShape[0];
    for (const units of hidden) {
      layers.push(dense(width, units, activation.endsWith("relu") ? "he-normal" : "glorot-uniform"));
      layers.push(activations[activation]([units]));
      width = units;
    }
    return new Network([...layers, dense(width, classes, "glorot-uniform")]);
  },
};
