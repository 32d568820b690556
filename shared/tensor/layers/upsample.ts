/** Images of twice the side. @module */
import { avgPool, concat, mul, reshape } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { Layer } from "./layer.js";
import { withoutParameters } from "./without-parameters.js";

/** Maps [B, H, W, C] to [B, 2H, 2W, C]: each pixel becomes four (nearest neighbour). */
export function upsample([height, width, channels]: readonly number[]): Layer {
  // Two concatenations, as every backend's are fast; tiling on wasm is not.
  const doubled = (x: Tensor): Tensor => {
    const columns = reshape(x, [-1, 1, channels]);
    const rows = reshape(concat([columns, columns], 1), [-1, 1, 2 * width * channels]);
    return reshape(concat([rows, rows], 1), [-1, 2 * height, 2 * width, channels]);
  };
  return {
    kind: "upsample",
    inputShape: [height, width, channels],
    outputShape: [2 * height, 2 * width, channels],
    ...withoutParameters,
    forward: (_p, x) => doubled(x),
    inputGradient: (_p, _x, dy) => mul(avgPool(dy as Tensor4D, 2, 2, "valid"), 4),
    tangent: (_p, _x, _dp, dx) => dx && doubled(dx),
  };
}
