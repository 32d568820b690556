import { describe, expect, test } from "vitest";
import { modelContract } from "../../../test/contract/model.js";
import { RngStream } from "../../random/rng-stream.js";
import { blockOf, parameterCount } from "../../tensor/param-vector.js";
import { mlp } from "./index.js";

const create = (given: unknown, inputShape: readonly number[] = [5, 5, 1], classes = 4) =>
  mlp.create(mlp.params.parse(given), { inputShape, classes });

modelContract("mlp relu", create({ hidden: [16, 8] }));
modelContract("mlp leaky-relu", create({ hidden: [7], activation: "leaky-relu" }));
modelContract("mlp sigmoid", create({ hidden: [7], activation: "sigmoid" }));
modelContract("mlp tanh", create({ hidden: [7, 6, 5], activation: "tanh" }));

test("784-128-64-10 has 109,386 parameters, laid out kernel then bias", () => {
  const { layout } = create({ hidden: [128, 64] }, [28, 28, 1], 10);
  expect(parameterCount(layout)).toBe(109_386);
  expect(layout.map(({ name, offset }) => [name, offset])).toEqual([
    ["dense-1/kernel", 0],
    ["dense-1/bias", 100_352],
    ["dense-2/kernel", 100_480],
    ["dense-2/bias", 108_672],
    ["dense-3/kernel", 108_736],
    ["dense-3/bias", 109_376],
  ]);
});

describe("initial weights", () => {
  /** of 784 x 512 values: their standard deviation is then known to 0.12 %, and five of those are allowed */
  const firstKernel = (activation: string) => {
    const network = create({ hidden: [512], activation }, [28, 28, 1], 10);
    const weights = network.initialise(RngStream.fromSeed(4));
    expect(blockOf(weights, network.layout[1]).every((bias) => bias === 0)).toBe(true);
    return blockOf(weights, network.layout[0]);
  };
  const deviation = (values: Float32Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

  test.each(["relu", "leaky-relu"])("He normal before %s: variance 2 / 784", (activation) => {
    expect(deviation(firstKernel(activation)) / Math.sqrt(2 / 784)).toBeCloseTo(1, 2);
  });

  test.each(["sigmoid", "tanh"])(
    "Glorot uniform before %s: within and up to the square root of 6 / (784 + 512)",
    (activation) => {
      const bound = Math.sqrt(6 / (784 + 512));
      const kernel = firstKernel(activation);
      const largest = kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(Math.fround(bound));
      expect(largest).toBeGreaterThan(0.999 * bound);
      expect(deviation(kernel) / (bound / Math.sqrt(3))).toBeCloseTo(1, 2);
    },
  );
});

test.each([
  {},
  { hidden: [] },
  { hidden: [0] },
  { hidden: [4097] },
  { hidden: [1.5] },
  { hidden: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
  { hidden: [8], activation: "softplus" },
  { hidden: [8], layers: 2 },
])("refuses %j", (given) => {
  expect(mlp.params.safeParse(given).success).toBe(false);
});
