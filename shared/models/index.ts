/** The models of the installation. @module */
import type { ModelPlugin } from "../plugins/task.js";
import { lenetSigmoid } from "./lenet-sigmoid/index.js";
import { mlp } from "./mlp/index.js";
import { papernotCnn } from "./papernot-cnn/index.js";
import { shokriCnn } from "./shokri-cnn/index.js";
import { shokriMlp } from "./shokri-mlp/index.js";
import { softmax } from "./softmax/index.js";
import { stridedCnn } from "./strided-cnn/index.js";

export const models: readonly ModelPlugin[] = [
  softmax,
  mlp,
  shokriMlp,
  shokriCnn,
  lenetSigmoid,
  papernotCnn,
  stridedCnn,
];
