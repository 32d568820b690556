/** The network that deep leakage from gradients was shown on. @module */
import { z } from "zod";
import type { ModelPlugin } from "../../plugins/task.js";
import { sigmoid } from "../../tensor/layers/activations.js";
import { conv2d } from "../../tensor/layers/conv2d.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import { imageNetwork } from "../image-input.js";

const params = z.strictObject({
  initialRange: z
    .number()
    .positive()
    .default(0.5)
    .describe("a, no unit, in (0, ∞): weights and biases start uniform in (−a, a)"),
});

export const lenetSigmoid: ModelPlugin<typeof params> = {
  kind: "model",
  name: "lenet-sigmoid",
  summary: "A LeNet of three convolutions with sigmoids and no pooling, smooth enough for gradient matching.",
  reference: {
    title: "Zhu, Liu, Han: Deep Leakage from Gradients",
    url: "https://arxiv.org/abs/1906.08935",
    year: 2019,
  },
  params,
  create({ initialRange }, task) {
    const initialiser = { uniform: initialRange };
    return imageNetwork(lenetSigmoid.name, task, (add) => {
      for (const stride of [2, 2, 1]) {
        add((shape) => conv2d(shape, { kernelSide: 5, filters: 12, stride, padding: 2, initialiser }));
        add(sigmoid);
      }
      add(flatten);
      add(([width]) => dense(width, task.classes, initialiser));
    });
  },
};
