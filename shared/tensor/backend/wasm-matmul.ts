/** The wasm backend's matrix product, made faster for the shapes of training. @module */
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./wasm-heap.js";

interface Operand {
  readonly matrix: TensorInfo;
  /** whether it takes part transposed */
  readonly flip: boolean;
}

/** Measured per element: packing costs about four times as much as transposing; and a call as much as 10,000 elements. */
const packing = 4;
const callElements = 10_000;

/**
 * A·B as it stands or as (Bᵀ·Aᵀ)ᵀ, with the operands transposed first. The stock kernel multiplies a transposed operand
 * ten times slower than it would after transposing it, and for a small batch spends more on packing a right operand
 * that is new to it, as weights are in every step, than on multiplying.
 */
export function byCheaperOrder(
  multiply: KernelFunc,
  transpose: (x: TensorInfo, backend: WasmBackend) => TensorInfo,
): KernelFunc {
  return ({ inputs, backend: given, attrs }) => {
    const backend = given as WasmBackend;
    const scratch: TensorInfo[] = [];
    const plain = ({ matrix, flip }: Operand) => {
      if (!flip) return matrix;
      const made = transpose(matrix, backend);
      scratch.push(made);
      return made;
    };
    const product = (left: Operand, right: Operand) => {
      const operands = { a: plain(left), b: plain(right) };
      return multiply({ inputs: operands, backend, attrs: { transposeA: false, transposeB: false } }) as TensorInfo;
    };

    const a = { matrix: inputs["a"] as TensorInfo, flip: attrs?.["transposeA"] === true };
    const b = { matrix: inputs["b"] as TensorInfo, flip: attrs?.["transposeB"] === true };
    let result: TensorInfo;
    if (cost(a, b) <= cost(flipped(b), flipped(a)) + outputSize(a, b) + callElements) {
      result = product(a, b);
    } else {
      const sideways = product(flipped(b), flipped(a));
      scratch.push(sideways);
      result = transpose(sideways, backend);
    }
    for (const { dataId } of scratch) backend.disposeData(dataId);
    return result;
  };
}

const flipped = ({ matrix, flip }: Operand): Operand => ({ matrix, flip: !flip });

/** Of all but the multiplication itself, in elements transposed. */
function cost(left: Operand, right: Operand): number {
  return (left.flip ? sizeOf(left) : 0) + (right.flip ? sizeOf(right) : 0) + packing * sizeOf(right);
}

const sizeOf = ({ matrix }: Operand): number => matrix.shape.reduce((product, side) => product * side, 1);

const rowsOf = ({ matrix, flip }: Operand): number => matrix.shape[matrix.shape.length - (flip ? 1 : 2)];

const outputSize = (a: Operand, b: Operand): number => rowsOf(a) * rowsOf(flipped(b));
