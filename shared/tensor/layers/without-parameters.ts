/** What all layers without weights have in common. @module */
import type { Layer } from "./layer.js";

/** Spread into such a layer; one that is not piecewise linear brings an `inputGradientTangent` of its own. */
export const withoutParameters: Pick<
  Layer,
  | "parameters"
  | "initialise"
  | "parameterGradients"
  | "parameterGradientsTangent"
  | "inputGradientTangent"
  | "squaredGradientNorms"
> = {
  parameters: [],
  initialise: () => [],
  parameterGradients: () => [],
  parameterGradientsTangent: () => [],
  inputGradientTangent: () => undefined,
  squaredGradientNorms: (x) => new Float64Array(x.shape[0] ?? 0),
};
