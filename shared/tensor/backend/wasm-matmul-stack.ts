/** Products of stacks of matrices on wasm. @module */
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./wasm-heap.js";

/** Multiplications of one product from which on calls of its own pay. */
const manyMultiplications = 10_000;

/**
 * Multiplies stacks of matrices, not transposed, one by one: the stock kernel is fast for single matrices only, and up
 * to thirty times slower for a stack of them.
 */
export function oneByOne(multiply: KernelFunc): KernelFunc {
  return ({ inputs, backend: given, attrs }) => {
    const [a, b] = [inputs["a"] as TensorInfo, inputs["b"] as TensorInfo];
    const [count, rows, inner] = asStack(a);
    const [sameCount, , columns] = asStack(b);
    if (count === 1 || sameCount !== count || rows * inner * columns < manyMultiplications) {
      return multiply({ inputs, backend: given, attrs });
    }
    const backend = given as WasmBackend;
    const result = backend.makeOutput([...a.shape.slice(0, -1), columns], "float32");
    for (let m = 0; m < count; m++) {
      // New tensors every time: the backend keeps what it packed of a right operand for as long as that is there.
      const left = copyOfMatrix(backend, a, m, [rows, inner]);
      const right = copyOfMatrix(backend, b, m, [inner, columns]);
      const product = multiply({ inputs: { a: left, b: right }, backend, attrs }) as TensorInfo;
      backend.typedArrayFromHeap(result).set(backend.typedArrayFromHeap(product), m * rows * columns);
      for (const { dataId } of [left, right, product]) backend.disposeData(dataId);
    }
    return result;
  };
}

function copyOfMatrix(
  backend: WasmBackend,
  stack: TensorInfo,
  m: number,
  shape: readonly [number, number],
): TensorInfo {
  const copy = backend.makeOutput(shape, "float32");
  const size = shape[0] * shape[1];
  backend.typedArrayFromHeap(copy).set(backend.typedArrayFromHeap(stack).subarray(m * size, (m + 1) * size));
  return copy;
}

/** The matrices of a tensor [..., rows, columns]. */
function asStack({ shape }: TensorInfo): [count: number, rows: number, columns: number] {
  const [rows, columns] = shape.slice(-2);
  return [shape.slice(0, -2).reduce((product, side) => product * side, 1), rows, columns];
}
