/** Gradients of layers that are affine in x: their kernel is multiplied by x, their bias is added. @module */
import { add } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Layer } from "./layer.js";

/**
 * @param kernelGradient linear in x and in dy, of each of K groups, without the leading axis for one
 * @param biasGradient linear in dy, alike
 */
export function affineGradients(
  kernelGradient: (x: Tensor, dy: Tensor, groups: number) => Tensor,
  biasGradient: (dy: Tensor, groups: number) => Tensor,
): Pick<Layer, "parameterGradients" | "parameterGradientsTangent"> {
  return {
    parameterGradients: (_p, x, dy, groups = 1) => [kernelGradient(x, dy, groups), biasGradient(dy, groups)],
    parameterGradientsTangent: (_p, x, _dp, dx, dy, ddy, groups = 1) => {
      const kernel = kernelGradient(x, ddy, groups);
      return [dx === undefined ? kernel : add(kernelGradient(dx, dy, groups), kernel), biasGradient(ddy, groups)];
    },
  };
}
