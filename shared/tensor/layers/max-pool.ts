/** Max pooling over windows that do not overlap. @module */
import { avgPool, maxPool as largest, mul, onesLike } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { maxPoolInputGradient } from "../kernels.js";
import type { Layer } from "./layer.js";
import { withoutParameters } from "./without-parameters.js";

/**
 * Maps [B, H, W, C] to [B, ⌊H / side⌋, ⌊W / side⌋, C]: the largest of each window of side × side, whose stride is its
 * side. Lines at the border that fill no window are left out. Of equals, the first takes the gradient.
 * @throws {RangeError} when no window fits
 */
export function maxPool(inputShape: readonly number[], side: number): Layer {
  const [height, width, channels] = inputShape;
  const outputShape = [Math.floor(height / side), Math.floor(width / side), channels];
  if (!(Math.min(...outputShape) >= 1)) {
    throw new RangeError(`no window of ${side} x ${side} pixels fits into an image of [${inputShape}]`);
  }
  const pooled = (x: Tensor): Tensor => largest(x as Tensor4D, side, side, "valid");

  return {
    kind: "max-pool",
    inputShape,
    outputShape,
    ...withoutParameters,
    forward: (_p, x) => pooled(x),
    inputGradient: (_p, x, dy) => maxPoolInputGradient(x, pooled(x), dy, side),
    // The mean over a window of a direction that is zero but for the largest value's part, times the window's size.
    tangent: (_p, x, _dp, dx) => {
      if (dx === undefined) return undefined;
      const y = pooled(x);
      const chosen = maxPoolInputGradient(x, y, onesLike(y), side);
      return mul(avgPool(mul(chosen, dx) as Tensor4D, side, side, "valid"), side * side);
    },
  };
}
