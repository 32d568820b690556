import { expect, it } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { candidateOf } from "./candidates.js";
import { factorGradient } from "./factors.js";
import { pointsOfSparseOutputs } from "./sparse-output.js";

const [n, m, b] = [30, 48, 5];

/** The gradient of a lot of dense images whose output gradients are zero at about a share `off` of the units. */
function lotOf(off: number, rng: RngStream) {
  const images = Array.from({ length: b }, () => Float32Array.from({ length: n }, () => 0.1 + 0.8 * rng.uniform()));
  const outputs = images.map(() => Float32Array.from({ length: m }, () => (rng.uniform() < off ? 0 : rng.gaussian())));
  const kernel = Float32Array.from({ length: n * m }, (_, at) =>
    images.reduce((sum, image, i) => sum + image[Math.floor(at / m)] * outputs[i][at % m], 0),
  );
  const bias = Float32Array.from({ length: m }, (_, k) => outputs.reduce((sum, output) => sum + output[k], 0));
  return { images, factors: factorGradient(kernel, bias) };
}

it("finds dense images by the zeros of their output gradients", () => {
  const { images, factors } = lotOf(0.5, RngStream.fromSeed(1));
  const points = pointsOfSparseOutputs(factors, [], RngStream.fromSeed(2));
  const read = points.map((p) => candidateOf(factors, p, n));
  for (const image of images) {
    const errors = read.map((candidate) => Math.max(...image.map((v, j) => Math.abs(v - (candidate?.image[j] ?? 9)))));
    expect(Math.min(...errors)).toBeLessThan(1e-3);
  }
});

it("has nothing to go by where no unit is off", () => {
  expect(pointsOfSparseOutputs(lotOf(0, RngStream.fromSeed(1)).factors, [], RngStream.fromSeed(2))).toEqual([]);
});
