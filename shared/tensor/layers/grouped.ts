/** Products of a batch with one matrix for all of it, or with one for each group of its examples. @module */
import { add, matMul, reshape } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";

/**
 * rows [N, D] times matrix [D, F], or each group of N / K rows times its own of [K, D, F]: [N, F].
 * @param transposed whether the matrix takes part transposed: [F, D] or [K, F, D]
 */
export function product(rows: Tensor, matrix: Tensor, transposed = false): Tensor {
  if (matrix.rank === 2) return matMul(rows as Tensor2D, matrix as Tensor2D, false, transposed);
  const stack: Tensor3D = matMul(inGroups(rows, matrix.shape[0]), matrix as Tensor3D, false, transposed);
  return reshape(stack, [rows.shape[0], stack.shape[2]]);
}

/** y [N, ..., F] plus bias [F], or plus that of each group, [K, F]. */
export function plusBias(y: Tensor, bias: Tensor): Tensor {
  if (bias.rank === 1) return add(y, bias);
  const [groups, filters] = bias.shape;
  return reshape(add(inGroups(y, groups), reshape(bias, [groups, 1, filters])), y.shape);
}

/** x [N, ...] as matrices of each group's rows, [K, N / K · ..., last side of x]. */
export function inGroups(x: Tensor, groups: number): Tensor3D {
  return reshape(x, [groups, -1, x.shape[x.shape.length - 1]]) as Tensor3D;
}
