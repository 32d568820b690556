/** What all layers without weights have in common. @module */
import type { Layer } from "./layer.js";

/** Spread into such a layer. */
export const withoutParameters: Pick<
  Layer,
  "parameters" | "initialise" | "parameterGradients" | "squaredGradientNorms"
> = {
  parameters: [],
  initialise: () => [],
  parameterGradients: () => [],
  squaredGradientNorms: (x) => new Float64Array(x.shape[0] ?? 0),
};
