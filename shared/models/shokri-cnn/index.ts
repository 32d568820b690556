/** The convolutional network of Shokri and Shmatikov's distributed selective SGD. @module */
import { z } from "zod";
import type { ModelPlugin } from "../../plugins/task.js";
import { tanh } from "../../tensor/layers/activations.js";
import { conv2d } from "../../tensor/layers/conv2d.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import { maxPool } from "../../tensor/layers/max-pool.js";
import { imageNetwork, padTo32 } from "../image-input.js";

const params = z.strictObject({});

const initialiser = "glorot-uniform";

export const shokriCnn: ModelPlugin<typeof params> = {
  kind: "model",
  name: "shokri-cnn",
  summary:
    "The convolutional network of distributed selective SGD: two convolutions with max pooling, tanh, on 32 x 32 pixels.",
  reference: {
    title: "Shokri, Shmatikov: Privacy-Preserving Deep Learning",
    url: "https://doi.org/10.1145/2810103.2813687",
    year: 2015,
  },
  params,
  create(_params, task) {
    return imageNetwork(shokriCnn.name, task, (add) => {
      padTo32(add, task.inputShape);
      // The paper takes tanh before pooling. It is monotone, so the largest tanh is the tanh of the largest: the same
      // function, at a ninth of the cost.
      for (const { filters, window } of [
        { filters: 32, window: 3 },
        { filters: 64, window: 2 },
      ]) {
        add((shape) => conv2d(shape, { kernelSide: 5, filters, initialiser }));
        add((shape) => maxPool(shape, window));
        add(tanh);
      }
      add(flatten);
      add(([width]) => dense(width, 200, initialiser));
      add(tanh);
      add(([width]) => dense(width, task.classes, initialiser));
    });
  },
};
