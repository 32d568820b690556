/** The public API: what `import { ... } from "fedleak"` gives to a plug-in. @module */
export { z } from "zod";
export { ImpossibleCombination } from "./plugins/plugin.js";
export {
  defineAggregator,
  defineAttack,
  defineDataset,
  defineDefence,
  defineModel,
  definePartition,
} from "./plugins/define.js";
export { RngStream } from "./random/rng-stream.js";

export { differentiateGradients, groupedGradients } from "./tensor/gradient-derivative.js";
export { oneHot } from "./tensor/loss/loss-and-gradient.js";
export { Network } from "./tensor/network.js";
export { blockOf, parameterCount } from "./tensor/param-vector.js";
export { backpropagate, logits, weightGradient } from "./tensor/passes.js";
export { relu, sigmoid, tanh } from "./tensor/layers/activations.js";
export { dense } from "./tensor/layers/dense.js";
export { flatten } from "./tensor/layers/flatten.js";
export { clippedGradientSum, summedGradient } from "./learning/gradient.js";

export type * from "./plugins/aggregator.js";
export type * from "./plugins/attack.js";
export type * from "./plugins/defence.js";
export type * from "./plugins/task.js";
export type { Plugin, Reference } from "./plugins/plugin.js";
export type { DpEvent, NeighbouringRelation, PrivacyUnit } from "./privacy/events.js";
export type { GradientDerivative, GroupedGradients, GroupedLots } from "./tensor/gradient-derivative.js";
export type { Layer, LayerParameter } from "./tensor/layers/layer.js";
export type { ParamBlock, ParamLayout } from "./tensor/param-vector.js";
export type { Backpropagation, LayerPass, WeightGradient } from "./tensor/passes.js";
