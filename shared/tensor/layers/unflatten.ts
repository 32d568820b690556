/** Turns vectors into examples of any shape. @module */
import { reshape } from "@tensorflow/tfjs-core";
import type { Layer } from "./layer.js";
import { withoutParameters } from "./without-parameters.js";

/** Maps [B, n] to [B, ...outputShape], n the product of the sides, in row-major order: undoes `flatten`. */
export function unflatten(outputShape: readonly number[]): Layer {
  const size = outputShape.reduce((product, side) => product * side, 1);
  return {
    kind: "unflatten",
    inputShape: [size],
    outputShape,
    ...withoutParameters,
    forward: (_p, x) => reshape(x, [-1, ...outputShape]),
    inputGradient: (_p, _x, dy) => reshape(dy, [-1, size]),
    tangent: (_p, _x, _dp, dx) => dx && reshape(dx, [-1, ...outputShape]),
  };
}
