/** The transpose of tall matrices on wasm. @module */
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./wasm-heap.js";

/** Rows from which on the stock kernel, which writes down whole columns, misses the cache with every value. */
const tall = 1024;

/** Transposes stacks of matrices [..., rows, columns], tall ones eight rows at a time: up to seven times faster. */
export function inStrips(stock: KernelFunc): (x: TensorInfo, backend: WasmBackend) => TensorInfo {
  return (x, backend) => {
    const rank = x.shape.length;
    const [rows, columns] = x.shape.slice(-2);
    if (rows < tall) {
      const perm = [...x.shape.keys()].with(-1, rank - 2).with(-2, rank - 1);
      return stock({ inputs: { x }, backend, attrs: { perm } }) as TensorInfo;
    }
    const result = backend.makeOutput([...x.shape.slice(0, -2), columns, rows], "float32");
    const [from, to] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(result)];
    for (let start = 0; start < from.length; start += rows * columns) transpose(from, to, start, rows, columns);
    return result;
  };
}

function transpose(from: Float32Array, to: Float32Array, start: number, rows: number, columns: number): void {
  const whole = rows - (rows % 8);
  for (let i = 0; i < whole; i += 8) {
    for (let j = 0; j < columns; j++) {
      const t = start + j * rows + i;
      let f = start + i * columns + j;
      // Written out, as the compiler does not.
      to[t] = from[f];
      to[t + 1] = from[(f += columns)];
      to[t + 2] = from[(f += columns)];
      to[t + 3] = from[(f += columns)];
      to[t + 4] = from[(f += columns)];
      to[t + 5] = from[(f += columns)];
      to[t + 6] = from[(f += columns)];
      to[t + 7] = from[f + columns];
    }
  }
  for (let i = whole; i < rows; i++) {
    for (let j = 0; j < columns; j++) to[start + j * rows + i] = from[start + i * columns + j];
  }
}
