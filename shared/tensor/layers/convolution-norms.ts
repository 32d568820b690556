/** Squared norms of the gradients that single examples give a convolution. @module */
import { matMul, reshape } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import type { ConvolutionShape } from "../im2col.js";
import { patchesOf } from "./patches.js";
import { squaredRowNorms } from "./squared-row-norms.js";

/**
 * Whether norms from Gram matrices, of 2T² values an example, are cheaper than from the D·F values of its gradient, with
 * T patches of D values and F filters: Bu et al. 2022, arXiv:2205.10683, section 4.
 */
export function isGramCheaper(positions: number, values: number, filters: number): boolean {
  return 2 * positions ** 2 <= values * filters;
}

/**
 * ‖∂L_i/∂kernel‖² + ‖∂L_i/∂bias‖² of every example, [B], the cheaper way for the shape.
 * @param x [B, H, W, C], its border included
 * @param dy [B, OH, OW, F]
 */
export function convolutionNorms(x: Tensor, dy: Tensor, shape: ConvolutionShape): Float64Array {
  const patches = patchesOf(x, shape, 1);
  const [batch, positions, values] = patches.shape;
  const filters = dy.size / (batch * positions);
  const gradients = reshape(dy, [batch, positions, filters]) as Tensor3D;
  return isGramCheaper(positions, values, filters)
    ? normsFromGrams(patches, gradients)
    : normsFromGradients(patches, gradients);
}

/**
 * Without forming the gradient: Σ_ts ⟨a_t, a_s⟩·⟨g_t, g_s⟩ over pairs of patches.
 * @param patches a [B, T, D]
 * @param dy g [B, T, F]
 */
export function normsFromGrams(patches: Tensor3D, dy: Tensor3D): Float64Array {
  const inputs = matMul(patches, patches, false, true).dataSync();
  const outputs = matMul(dy, dy, false, true).dataSync();
  const [batch, positions] = patches.shape;
  return Float64Array.from({ length: batch }, (_, i) => {
    let total = 0;
    for (let ts = i * positions ** 2; ts < (i + 1) * positions ** 2; ts++) total += inputs[ts] * outputs[ts];
    return Math.max(total, 0);
  });
}

/** The same from every example's own gradient [D, F]. */
export function normsFromGradients(patches: Tensor3D, dy: Tensor3D): Float64Array {
  return squaredRowNorms(matMul(patches, dy, true, false));
}
