/** A border of zeros around images. @module */
import { withBorder, withoutBorder } from "./border.js";
import type { Border } from "./border.js";
import type { Layer } from "./layer.js";
import { withoutParameters } from "./without-parameters.js";

/** Maps [B, H, W, C] to [B, top + H + bottom, left + W + right, C]. */
export function pad(inputShape: readonly number[], border: Border): Layer {
  const [height, width, channels] = inputShape;
  return {
    kind: "pad",
    inputShape,
    outputShape: [border.top + height + border.bottom, border.left + width + border.right, channels],
    ...withoutParameters,
    forward: (_p, x) => withBorder(x, border),
    inputGradient: (_p, _x, dy) => withoutBorder(dy, border),
    tangent: (_p, _x, _dp, dx) => dx && withBorder(dx, border),
  };
}
