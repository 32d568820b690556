/** The multilayer perceptron of Shokri and Shmatikov's distributed selective SGD. @module */
import { z } from "zod";
import type { ModelPlugin } from "../../plugins/task.js";
import { relu, tanh } from "../../tensor/layers/activations.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import { imageNetwork, padTo32 } from "../image-input.js";

const activations = { relu, tanh };

const params = z.strictObject({
  activation: z.enum(["relu", "tanh"]).default("relu").describe("function after each hidden layer"),
});

export const shokriMlp: ModelPlugin<typeof params> = {
  kind: "model",
  name: "shokri-mlp",
  summary:
    "The multilayer perceptron of distributed selective SGD: dense layers of 128 and 64 units on 32 x 32 pixels.",
  reference: {
    title: "Shokri, Shmatikov: Privacy-Preserving Deep Learning",
    url: "https://doi.org/10.1145/2810103.2813687",
    year: 2015,
  },
  params,
  create({ activation }, task) {
    const initialiser = activation === "relu" ? "he-normal" : "glorot-uniform";
    return imageNetwork(shokriMlp.name, task, (add) => {
      padTo32(add, task.inputShape);
      add(flatten);
      for (const units of [128, 64]) {
        add(([width]) => dense(width, units, initialiser));
        add(activations[activation]);
      }
      add(([width]) => dense(width, task.classes, "glorot-uniform"));
    });
  },
};
