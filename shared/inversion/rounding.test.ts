import { describe, expect, it } from "vitest";
import { defences } from "../../client/defences/index.js";
import { RngStream } from "../random/rng-stream.js";
import { additionStddev, quantisationStddev } from "./rounding.js";

const facts = {
  update: "gradient",
  sampling: "poisson",
  batchSize: 8,
  examples: 100,
  localSteps: 1,
  turns: 1,
  everyRound: true,
  parameters: 1000,
  unit: "example",
} as const;

const rmsOf = (values: readonly number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

describe("additionStddev", () => {
  it("is the error of adding in float32, measured against float64", () => {
    const rng = RngStream.fromSeed(1);
    const weights = Float32Array.from({ length: 50_000 }, () => 0.05 * rng.gaussian());
    const exact = Array.from(weights, () => 1e-6 * rng.gaussian());
    const delta = weights.map((weight, i) => Math.fround(weight + exact[i]) - weight);
    const moved = Array.from(weights.keys()).filter((i) => delta[i] !== 0);
    const error = rmsOf(moved.map((i) => delta[i] - exact[i]));
    expect(additionStddev(weights, delta) / error).toBeCloseTo(1, 1);
  });

  it("is zero where nothing changed", () => {
    expect(additionStddev(Float32Array.of(1, 2), Float32Array.of(0, 0))).toBe(0);
  });
});

describe("quantisationStddev", () => {
  const quantise = defences.find(({ name }) => name === "quantise")!;
  const rounded = (values: Float32Array, params: Record<string, unknown>) =>
    quantise.create(quantise.params.parse(params), {
      facts,
      before: { l2Bound: Infinity, l1Bound: Infinity },
      calibrate: () => 0,
    }).protectUpdate!(values, { round: 1, step: 1, facts, rng: RngStream.fromSeed(2) }).update;

  it.each([
    ["few levels", { levels: 1, scale: "max" }],
    ["levels far above most values", { levels: 3, scale: "l2" }],
    ["many levels", { levels: 127, scale: "max" }],
  ])("is the error of %s, or somewhat more", (_, params) => {
    const rng = RngStream.fromSeed(3);
    // heavy tails, as gradients have
    const values = Float32Array.from({ length: 20_000 }, () => rng.gaussian() ** 3);
    const error = rmsOf(Array.from(rounded(values, params), (value, i) => value - values[i]));
    const ratio = quantisationStddev(rounded(values, params)) / error;
    expect(ratio).toBeGreaterThan(0.98);
    expect(ratio).toBeLessThan(1.5);
  });

  it("is zero where nothing was sent", () => {
    expect(quantisationStddev(new Float32Array(5))).toBe(0);
  });
});
