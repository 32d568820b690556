/** The convolutional network on which DP-SGD is usually compared. @module */
import { z } from "zod";
import type { ModelPlugin } from "../../plugins/task.js";
import { relu, tanh } from "../../tensor/layers/activations.js";
import { conv2d } from "../../tensor/layers/conv2d.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import { slidingMaxPool } from "../../tensor/layers/sliding-max-pool.js";
import { imageNetwork } from "../image-input.js";

const activations = { relu, tanh };

const params = z.strictObject({
  activation: z
    .enum(["tanh", "relu"])
    .default("tanh")
    .describe(
      "after every layer but the last; tanh bounds activations, and loses less to clipping and noise than relu",
    ),
});

export const papernotCnn: ModelPlugin<typeof params> = {
  kind: "model",
  name: "papernot-cnn",
  summary: "The small convolutional network on which DP-SGD is usually compared: two convolutions, overlapping pools.",
  reference: {
    title: "Papernot et al.: Tempered Sigmoid Activations for Deep Learning with Differential Privacy",
    url: "https://arxiv.org/abs/2007.14191",
    year: 2021,
  },
  params,
  create({ activation }, task) {
    // tanh is monotone: before or after a pool it is the same function
    const bend = activations[activation];
    const initialiser = activation === "relu" ? "he-normal" : "glorot-uniform";
    return imageNetwork(papernotCnn.name, task, (add) => {
      for (const { kernelSide, filters, padding } of [
        { kernelSide: 8, filters: 16, padding: 3 },
        { kernelSide: 4, filters: 32, padding: 0 },
      ]) {
        add((shape) => conv2d(shape, { kernelSide, filters, padding, stride: 2, initialiser }));
        add(bend);
        add((shape) => slidingMaxPool(shape, 2));
      }
      add(flatten);
      add(([width]) => dense(width, 32, initialiser));
      add(bend);
      add(([width]) => dense(width, task.classes, "glorot-uniform"));
    });
  },
};
