import { layerContract } from "../../../test/contract/layer.js";
import { relu, sigmoid, tanh } from "./activations.js";
import { dense } from "./dense.js";
import { flatten } from "./flatten.js";

layerContract(dense(5, 4, "glorot-uniform"));
layerContract(flatten([2, 3, 2]));
layerContract(relu([7]));
layerContract(sigmoid([7]));
layerContract(tanh([2, 4]));
