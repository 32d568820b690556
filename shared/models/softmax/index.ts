/** Multinomial logistic regression: one dense layer from the inputs to the logits. @module */
import { z } from "zod";
import type { ModelPlugin } from "../../plugins/task.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import { Network } from "../../tensor/network.js";

const params = z.strictObject({});

export const softmax: ModelPlugin<typeof params> = {
  kind: "model",
  name: "softmax",
  summary: "Multinomial logistic regression: one dense layer from the inputs to the logits.",
  reference: {
    title: "Bishop, Pattern Recognition and Machine Learning, section 4.3.4",
    url: "https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/",
    year: 2006,
  },
  params,
  create(_params, { inputShape, classes }) {
    const input = flatten(inputShape);
    return new Network([input, dense(input.outputShape[0], classes, "glorot-uniform")]);
  },
};
