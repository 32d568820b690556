/** The defences of the installation. @module */
import type { DefencePlugin } from "../../shared/plugins/defence.js";
import { clip } from "./clip/index.js";
import { discreteGaussianNoise } from "./discrete-gaussian-noise/index.js";
import { dpSgd } from "./dp-sgd/index.js";
import { gaussianNoise } from "./gaussian-noise/index.js";
import { laplaceNoise } from "./laplace-noise/index.js";
import { quantise } from "./quantise/index.js";
import { sparseVectorTechnique } from "./sparse-vector/index.js";
import { sparsify } from "./sparsify/index.js";

export const defences: readonly DefencePlugin[] = [
  dpSgd,
  clip,
  gaussianNoise,
  laplaceNoise,
  discreteGaussianNoise,
  sparseVectorTechnique,
  sparsify,
  quantise,
];
