/** Zeros around images. @module */
import { pad, slice } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Pixels on each side, 0 or more. */
export interface Border {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** x [B, H, W, C] with zeros around it, [B, top + H + bottom, left + W + right, C]. */
export function withBorder(x: Tensor, { top, bottom, left, right }: Border): Tensor {
  if (top + bottom + left + right === 0) return x;
  return pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
}

/** The inside of x [B, top + H + bottom, left + W + right, C], [B, H, W, C]: the transpose of `withBorder`. */
export function withoutBorder(x: Tensor, { top, bottom, left, right }: Border): Tensor {
  if (top + bottom + left + right === 0) return x;
  const [batch, height, width, channels] = x.shape;
  return slice(x, [0, top, left, 0], [batch, height - top - bottom, width - left - right, channels]);
}
