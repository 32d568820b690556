/** Sums over all but the last axis. @module */
import { matMul, ones, reshape } from "@tensorflow/tfjs-core";
import type { Rank, Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import { inGroups } from "./grouped.js";

/**
 * Σ x[..., c] for every c, [C], or of each of several groups of rows, [K, C]; as a product, which is ten times faster
 * on wasm than the library's sum.
 */
export function columnSums(x: Tensor, groups = 1): Tensor {
  const stack = inGroups(x, groups);
  const [, rows, columns] = stack.shape;
  const totals: Tensor3D = matMul(ones<Rank.R3>([groups, 1, rows]), stack);
  return reshape(totals, groups === 1 ? [columns] : [groups, columns]);
}
