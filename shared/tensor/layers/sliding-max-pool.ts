/** Max pooling over windows that lie one pixel apart, and overlap. @module */
import { addN, cast, equal, maxPool, mul, onesLike, slice, sub } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { maxPoolInputGradient } from "../kernels.js";
import type { Layer } from "./layer.js";
import { withoutParameters } from "./without-parameters.js";

/**
 * Maps [B, H, W, C] to [B, H − side + 1, W − side + 1, C]: the largest of each window of side × side pixels. Of equals,
 * the first takes the gradient.
 * @throws {RangeError} when no window fits
 */
export function slidingMaxPool(inputShape: readonly number[], side: number): Layer {
  const [height, width, channels] = inputShape;
  const [rows, columns] = [height - side + 1, width - side + 1];
  if (!(Math.min(rows, columns, side) >= 1)) {
    throw new RangeError(`no window of ${side} x ${side} pixels fits into an image of [${inputShape}]`);
  }
  const places = Array.from({ length: side * side }, (_, i) => ({ top: Math.floor(i / side), left: i % side }));
  /** every window's pixel at one place, [B, OH, OW, C] */
  const at = (x: Tensor, { top, left }: { top: number; left: number }) =>
    slice(x, [0, top, left, 0], [x.shape[0] ?? 0, rows, columns, channels]);
  const pooled = (x: Tensor): Tensor => maxPool(x as Tensor4D, side, 1, "valid");

  /** for each place, 1 where it holds the first of the largest */
  const choices = (x: Tensor): Tensor[] => {
    const largest = pooled(x);
    let open: Tensor = onesLike(largest);
    return places.map((place) => {
      const chosen = mul(open, cast(equal(at(x, place), largest), "float32"));
      open = sub(open, chosen);
      return chosen;
    });
  };

  return {
    kind: "sliding-max-pool",
    inputShape,
    outputShape: [rows, columns, channels],
    ...withoutParameters,
    forward: (_p, x) => pooled(x),
    inputGradient: (_p, x, dy) => maxPoolInputGradient(x, pooled(x), dy, side, 1),
    tangent: (_p, x, _dp, dx) =>
      dx === undefined ? undefined : addN(choices(x).map((chosen, i) => mul(chosen, at(dx, places[i])))),
  };
}
