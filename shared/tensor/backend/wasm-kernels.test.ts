import { backend, engine, tensor, tidy } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../test/contract/numbers.js";
import { RngStream } from "../../random/rng-stream.js";
import { useBackend } from "./index.js";

interface Operand {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const rng = RngStream.fromSeed(5);
const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
const random = (...shape: number[]): Operand => ({
  shape,
  values: Float32Array.from({ length: sizeOf(shape) }, () => rng.gaussian()),
});

async function compute(on: "wasm" | "cpu", kernel: string, inputs: Record<string, Operand>, attrs = {}) {
  await useBackend(on);
  const held = backend().numDataIds();
  let result = { shape: [] as number[], values: new Float32Array(0) };
  tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, { shape, values }]) => [name, tensor(values, [...shape])]),
    );
    const y: Tensor = engine().runKernel(kernel, tensors, attrs);
    result = { shape: y.shape, values: (y.dataSync() as Float32Array<ArrayBuffer>).slice() };
  });
  expect(backend().numDataIds()).toBe(held);
  return result;
}

async function expectAsOnCpu(kernel: string, inputs: Record<string, Operand>, attrs = {}): Promise<void> {
  const expected = await compute("cpu", kernel, inputs, attrs);
  const found = await compute("wasm", kernel, inputs, attrs);
  expect(found.shape).toEqual(expected.shape);
  expectClose(found.values, expected.values, 1e-5);
}

describe.each([
  ["stride 1", [2, 6, 7, 3], [3, 3, 3, 4], [1, 1], [2, 4, 5, 4]],
  ["stride 2, a line left over", [3, 8, 7, 2], [3, 3, 2, 5], [2, 2], [3, 3, 3, 5]],
  ["strides and sides that differ", [1, 9, 5, 1], [4, 2, 1, 2], [2, 3], [1, 3, 2, 2]],
] as const)("convolution, %s", (_, inputShape, filterShape, strides, outputShape) => {
  const attrs = { strides, pad: "valid", dataFormat: "NHWC" };
  const [x, filter, dy] = [random(...inputShape), random(...filterShape), random(...outputShape)];

  test("Conv2DBackpropFilter", () => expectAsOnCpu("Conv2DBackpropFilter", { x, dy }, { ...attrs, filterShape }));
  test("Conv2DBackpropInput", () => expectAsOnCpu("Conv2DBackpropInput", { dy, filter }, { ...attrs, inputShape }));
});

describe("MaxPoolGrad", () => {
  const attrs = { filterSize: 2, strides: 2, pad: "valid" };
  const pooled = async (input: Operand) => await compute("cpu", "MaxPool", { x: input }, attrs);

  test("lines that fill no window", async () => {
    const input = random(2, 5, 7, 3);
    await expectAsOnCpu("MaxPoolGrad", { input, output: await pooled(input), dy: random(2, 2, 3, 3) }, attrs);
  });

  test("windows without a positive value", async () => {
    const { shape, values } = random(2, 4, 4, 2);
    const input = { shape, values: values.map((value) => -Math.abs(value)) };
    await expectAsOnCpu("MaxPoolGrad", { input, output: await pooled(input), dy: random(2, 2, 2, 2) }, attrs);
  });

  test("windows that overlap", async () => {
    const [input, overlapping] = [random(2, 5, 4, 2), { ...attrs, strides: 1 }];
    const output = await compute("cpu", "MaxPool", { x: input }, overlapping);
    await expectAsOnCpu("MaxPoolGrad", { input, output, dy: random(2, 4, 3, 2) }, overlapping);
  });

  test("refuses padded windows", async () => {
    const [input, dy] = [random(1, 4, 4, 1), random(1, 4, 4, 1)];
    const padded = { ...attrs, strides: 1, pad: "same" };
    await expect(compute("wasm", "MaxPoolGrad", { input, output: dy, dy }, padded)).rejects.toThrow("without padding");
  });
});

const border = [
  [0, 0],
  [2, 1],
  [0, 3],
  [0, 0],
];
test.each([
  ["a border of zeros", border, 0],
  ["a border of another value", border, 1],
  ["more examples and channels", border.with(0, [1, 0]).with(3, [0, 2]), 0],
])("PadV2: %s", (_, paddings, constantValue) =>
  expectAsOnCpu("PadV2", { x: random(2, 3, 4, 2) }, { paddings, constantValue }),
);

test.each([
  ["what is inside a border", [0, 1, 2, 0], [2, 2, 1, 2]],
  ["the rest of some lines", [0, 2, 1, 0], [-1, -1, 3, -1]],
  ["all of it", [0, 0, 0, 0], [2, 3, 4, 2]],
  ["fewer examples", [1, 0, 1, 0], [1, 3, 2, 2]],
  ["fewer channels", [0, 1, 0, 1], [2, 2, 4, 1]],
])("Slice: %s", (_, begin, size) => expectAsOnCpu("Slice", { x: random(2, 3, 4, 2) }, { begin, size }));

test.each([100, 10_000])("Tanh of %d values, also of those near and far from zero", async (count) => {
  const { shape, values } = random(count);
  await expectAsOnCpu("Tanh", { x: { shape, values: values.map((v, i) => v * 10 ** ((i % 7) - 4)) } });
});

describe("BatchMatMul", () => {
  const attrs = { transposeA: false, transposeB: false };

  test("a stack of large matrices", () =>
    expectAsOnCpu("BatchMatMul", { a: random(3, 20, 40), b: random(3, 40, 30) }, attrs));

  test("a stack by one matrix", () =>
    expectAsOnCpu("BatchMatMul", { a: random(3, 20, 40), b: random(1, 40, 30) }, attrs));

  test.each([1024, 1030])("a transposed matrix of %d rows, alone and in a stack", async (rows) => {
    const transposed = { ...attrs, transposeA: true };
    await expectAsOnCpu("BatchMatMul", { a: random(rows, 5), b: random(rows, 7) }, transposed);
    await expectAsOnCpu("BatchMatMul", { a: random(2, rows, 5), b: random(2, rows, 7) }, transposed);
  });
});
