/** A small convolutional network that shrinks images by strides. @module */
import { z } from "zod";
import type { ModelPlugin } from "../../plugins/task.js";
import { relu } from "../../tensor/layers/activations.js";
import { conv2d } from "../../tensor/layers/conv2d.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import { imageNetwork } from "../image-input.js";

const params = z.strictObject({});

const initialiser = "he-normal";

export const stridedCnn: ModelPlugin<typeof params> = {
  kind: "model",
  name: "strided-cnn",
  summary:
    "A small convolutional network: two convolutions of stride 2 instead of pooling, and a dense layer, with relu.",
  reference: {
    title: "Springenberg, Dosovitskiy, Brox, Riedmiller: Striving for Simplicity: The All Convolutional Net",
    url: "https://arxiv.org/abs/1412.6806",
    year: 2014,
  },
  params,
  create(_params, task) {
    return imageNetwork(stridedCnn.name, task, (add) => {
      for (const filters of [8, 16]) {
        add((shape) => conv2d(shape, { kernelSide: 5, filters, stride: 2, initialiser }));
        add(relu);
      }
      add(flatten);
      add(([width]) => dense(width, 64, initialiser));
      add(relu);
      add(([width]) => dense(width, task.classes, "glorot-uniform"));
    });
  },
};
