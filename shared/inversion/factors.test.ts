import { describe, expect, it } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { factorGradient } from "./factors.js";
import { factorNoisyGradient } from "./noisy-factors.js";

const [n, m] = [40, 12];

/** The gradient of a dense layer, and what it is the sum of: inputs with 1 appended times output gradients. */
function gradientOf(strengths: readonly number[], rng: RngStream) {
  const inputs = strengths.map(() =>
    Float64Array.from({ length: n + 1 }, (_, j) => (j === n ? 1 : Math.fround(Math.max(0, rng.gaussian())))),
  );
  const outputs = strengths.map((s) => Float64Array.from({ length: m }, () => Math.fround(s * rng.gaussian())));
  const rows = new Float32Array((n + 1) * m);
  rows.forEach((_, at) => {
    const [j, k] = [Math.floor(at / m), at % m];
    rows[at] = inputs.reduce((sum, input, i) => Math.fround(sum + Math.fround(input[j] * outputs[i][k])), 0);
  });
  return { inputs, outputs, kernel: rows.slice(0, n * m), bias: rows.slice(n * m) };
}

describe("factorGradient", () => {
  it.each([[[]], [[1]], [[1, 1, 1, 1, 1]], [[1, 1e-2, 1e-4]]])("finds the lot's size: %j", (strengths) => {
    const { kernel, bias } = gradientOf(strengths, RngStream.fromSeed(strengths.length));
    expect(factorGradient(kernel, bias).rank).toBe(strengths.length);
  });

  it("reproduces the gradient, and gives examples coordinates that are dual to each other", () => {
    const { kernel, bias, inputs, outputs } = gradientOf([1, 0.5, 2], RngStream.fromSeed(8));
    const f = factorGradient(kernel, bias);
    const sumOverRank = (value: (i: number) => number) => [0, 1, 2].reduce((sum, i) => sum + value(i), 0);
    f.inputs.forEach((input, a) => {
      for (let k = 0; k < m; k++) {
        const weighted = sumOverRank((i) => f.columns[a * 3 + i] * f.singularValues[i] * f.right[i * m + k]);
        const entry = input === n ? bias[k] : kernel[input * m + k];
        expect(weighted / (f.inputWeights[a] * f.unitWeights[k])).toBeCloseTo(entry, 5);
      }
    });
    const points = inputs.map((x) =>
      [0, 1, 2].map((i) => f.inputs.reduce((s, j, a) => s + x[j] * f.inputWeights[a] * f.columns[a * 3 + i], 0)),
    );
    const duals = outputs.map((delta) =>
      [0, 1, 2].map(
        (i) => delta.reduce((s, d, k) => s + d * f.unitWeights[k] * f.right[i * m + k], 0) / f.singularValues[i],
      ),
    );
    points.forEach((p, a) =>
      duals.forEach((d, b) => expect(sumOverRank((i) => p[i] * d[i])).toBeCloseTo(Number(a === b), 5)),
    );
  });

  it("leaves inputs out that are zero in the whole lot", () => {
    const { kernel, bias } = gradientOf([1, 1], RngStream.fromSeed(3));
    kernel.fill(0, 5 * m, 6 * m);
    expect([...factorGradient(kernel, bias).inputs]).not.toContain(5);
  });
});

describe("factorNoisyGradient", () => {
  it("finds nothing in noise alone, in 200 trials", () => {
    const rng = RngStream.fromSeed(4);
    for (let trial = 0; trial < 200; trial++) {
      const noise = new Float32Array((n + 1) * m);
      rng.fillGaussian(noise, 0.1);
      expect(factorNoisyGradient(noise.slice(0, n * m), noise.slice(n * m), 0.12).rank).toBe(0);
    }
  });

  it("finds the examples that stand out of it", () => {
    const rng = RngStream.fromSeed(5);
    const { kernel, bias } = gradientOf([1, 1, 1], rng);
    const noisy = (values: Float32Array) => values.map((value) => value + 0.01 * rng.gaussian());
    expect(factorNoisyGradient(noisy(kernel), noisy(bias), 0.01).rank).toBe(3);
  });
});
