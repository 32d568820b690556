import { backend, matMul, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectClose } from "../../../test/contract/numbers.js";
import { RngStream } from "../../random/rng-stream.js";
import { useBackend } from "./index.js";

const rng = RngStream.fromSeed(5);

interface Stack {
  /** [matrices, rows, columns] */
  readonly shape: [number, number, number];
  readonly values: Float32Array;
}

const stackOf = (matrices: number, rows: number, columns: number): Stack => ({
  shape: [matrices, rows, columns],
  values: Float32Array.from({ length: matrices * rows * columns }, () => rng.gaussian()),
});

/** The product in float64, element by element. */
function reference(a: Stack, b: Stack, flipA: boolean, flipB: boolean): number[] {
  const at = ({ shape: [, rows, columns], values }: Stack, flip: boolean) => {
    return (m: number, i: number, j: number) => values[m * rows * columns + (flip ? j * columns + i : i * columns + j)];
  };
  const [left, right] = [at(a, flipA), at(b, flipB)];
  const [outer, inner] = flipA ? [a.shape[2], a.shape[1]] : [a.shape[1], a.shape[2]];
  const columns = flipB ? b.shape[1] : b.shape[2];
  return Array.from({ length: a.shape[0] * outer * columns }, (_, index) => {
    const [m, i, j] = [Math.floor(index / (outer * columns)), Math.floor(index / columns) % outer, index % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += left(m, i, k) * right(m, k, j);
    return sum;
  });
}

const flips = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

// A small product is computed as it stands, one of a few rows by a large matrix as the transpose of its transpose.
describe.each([
  ["small", 2, 5, 3, 4],
  ["a few rows by a large matrix", 1, 4, 300, 200],
  ["stacks of a few rows by large matrices", 2, 3, 150, 120],
  ["a single row by a large matrix", 1, 1, 300, 200],
  ["a large matrix by a single column", 1, 300, 200, 1],
] as const)("%s", (_, matrices, rows, inner, columns) => {
  beforeAll(async () => {
    await useBackend("wasm");
  });

  test.each(flips)("transposeA %s, transposeB %s", (flipA, flipB) => {
    const a = flipA ? stackOf(matrices, inner, rows) : stackOf(matrices, rows, inner);
    const b = flipB ? stackOf(matrices, columns, inner) : stackOf(matrices, inner, columns);
    const held = backend().numDataIds();
    tidy(() => {
      const product = matMul(tensor(a.values, a.shape), tensor(b.values, b.shape), flipA, flipB);
      expect(product.shape).toEqual([matrices, rows, columns]);
      expectClose(product.dataSync(), reference(a, b, flipA, flipB), 1e-5);
    });
    expect(backend().numDataIds()).toBe(held);
  });
});
