import { layerContract } from "../../../test/contract/layer.js";
import { relu, sigmoid, tanh } from "./activations.js";
import { conv2d } from "./conv2d.js";
import { dense } from "./dense.js";
import { flatten } from "./flatten.js";
import { maxPool } from "./max-pool.js";
import { pad } from "./pad.js";

layerContract(dense(5, 4, "glorot-uniform"));
layerContract(flatten([2, 3, 2]));
layerContract(relu([7]));
layerContract(sigmoid([7]));
layerContract(tanh([2, 4]));
layerContract(pad([2, 3, 2], { top: 1, bottom: 0, left: 2, right: 3 }));
layerContract(maxPool([4, 6, 2], 2));
layerContract(maxPool([5, 4, 3], 3));
layerContract(conv2d([5, 6, 2], { kernelSide: 3, filters: 4, initialiser: "he-normal" }));
layerContract(conv2d([6, 5, 3], { kernelSide: 3, filters: 2, stride: 2, padding: 1, initialiser: "glorot-uniform" }));
layerContract(conv2d([3, 3, 1], { kernelSide: 3, filters: 5, initialiser: { uniform: 0.5 } }));
