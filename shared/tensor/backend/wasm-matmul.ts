/** The wasm backend's matrix product, made faster for the shapes of training. @module */
import { getKernel, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";

interface Operand {
  readonly matrix: TensorInfo;
  /** whether it takes part transposed */
  readonly flip: boolean;
}

interface DataOwner {
  disposeData(dataId: object): boolean;
}

/** Measured per element: packing costs about four times as much as transposing; and a call as much as 10,000 elements. */
const packing = 4;
const callElements = 10_000;

let replaced = false;

/**
 * Replaces the kernel, which multiplies a transposed operand ten times slower than it would after transposing it, and
 * for a small batch spends more on packing a right operand that is new to it, as weights are in every step, than on
 * multiplying. Call before the backend starts; a second call changes nothing.
 */
export function improveMatMul(): void {
  if (replaced) return;
  const stock = getKernel("BatchMatMul", "wasm");
  const transpose = getKernel("Transpose", "wasm").kernelFunc;
  unregisterKernel("BatchMatMul", "wasm");
  registerKernel({ ...stock, kernelFunc: byCheaperOrder(stock.kernelFunc, transpose) });
  replaced = true;
}

/** A·B as it stands or as (Bᵀ·Aᵀ)ᵀ, with the operands transposed first. */
function byCheaperOrder(multiply: KernelFunc, transpose: KernelFunc): KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const scratch: TensorInfo[] = [];
    const transposed = (x: TensorInfo) =>
      transpose({ inputs: { x }, backend, attrs: { perm: lastTwoSwapped(x.shape.length) } }) as TensorInfo;
    const plain = ({ matrix, flip }: Operand) => {
      if (!flip) return matrix;
      const made = transposed(matrix);
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
      result = transposed(sideways);
    }
    for (const { dataId } of scratch) (backend as DataOwner).disposeData(dataId);
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

function lastTwoSwapped(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
}
