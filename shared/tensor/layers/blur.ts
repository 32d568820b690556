/** Images whose pixels share with their neighbours. @module */
import { avgPool } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { withBorder } from "./border.js";
import type { Layer } from "./layer.js";
import { withoutParameters } from "./without-parameters.js";

const border = { top: 1, bottom: 1, left: 1, right: 1 };

/** Maps [B, H, W, C] to the same shape: each pixel becomes the mean of the nine around it, beyond the border zeros. */
export function blur(shape: readonly number[]): Layer {
  // It is its own transpose: a pixel gives to another what it takes from it.
  const blurred = (x: Tensor): Tensor => avgPool(withBorder(x, border) as Tensor4D, 3, 1, "valid");
  return {
    kind: "blur",
    inputShape: shape,
    outputShape: shape,
    ...withoutParameters,
    forward: (_p, x) => blurred(x),
    inputGradient: (_p, _x, dy) => blurred(dy),
    tangent: (_p, _x, _dp, dx) => dx && blurred(dx),
  };
}
