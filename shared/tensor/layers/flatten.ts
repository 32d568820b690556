/** Turns examples of any shape into vectors. @module */
import { reshape } from "@tensorflow/tfjs-core";
import type { Layer } from "./layer.js";
import { withoutParameters } from "./without-parameters.js";

/** Maps [B, ...inputShape] to [B, n], n the product of the sides, in row-major order. */
export function flatten(inputShape: readonly number[]): Layer {
  const size = inputShape.reduce((product, side) => product * side, 1);
  return {
    kind: "flatten",
    inputShape,
    outputShape: [size],
    ...withoutParameters,
    forward: (_p, x) => reshape(x, [-1, size]),
    inputGradient: (_p, _x, dy) => reshape(dy, [-1, ...inputShape]),
    tangent: (_p, _x, _dp, dx) => dx && reshape(dx, [-1, size]),
  };
}
