import { EVD, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { denoised, imagePriorOf, mixtureMean } from "./image-prior.js";
import { dot } from "./vectors.js";

const [n, classes, count] = [12, 3, 400];

function examples() {
  const rng = RngStream.fromSeed(1);
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes);
  const images = new Float32Array(count * n);
  labels.forEach((label, i) => {
    const [a, b] = [rng.gaussian(), rng.gaussian()];
    for (let j = 0; j < n; j++) {
      images[i * n + j] = label + a * Math.sin(j) + 0.4 * b * Math.cos(2 * j) + 0.1 * rng.gaussian();
    }
  });
  return { images, labels, shape: [n] };
}

/** Within-class covariance [n, n], entry by entry. */
function covarianceOf({ images, labels }: ReturnType<typeof examples>, means: readonly Float64Array[]): Matrix {
  const covariance = Matrix.zeros(n, n);
  labels.forEach((label, i) => {
    const d = Array.from({ length: n }, (_, j) => images[i * n + j] - means[label][j]);
    covariance.add(Matrix.columnVector(d).mmul(Matrix.rowVector(d)).div(count));
  });
  return covariance;
}

describe("imagePriorOf", () => {
  it("has the principal components of the variation within classes", () => {
    const data = examples();
    const prior = imagePriorOf(data, classes, 4, RngStream.fromSeed(2));
    const { realEigenvalues } = new EVD(covarianceOf(data, prior.classMeans), { assumeSymmetric: true });
    const largest = realEigenvalues.toReversed();
    // Three sweeps bring the leading directions close, not all the way.
    expect(prior.variances[0] / largest[0]).toBeCloseTo(1, 3);
    expect(prior.variances[1] / largest[1]).toBeCloseTo(1, 3);
    prior.components.forEach((a, i) =>
      prior.components.forEach((b, k) => expect(dot(a, b)).toBeCloseTo(+(i === k), 10)),
    );
    const rest =
      realEigenvalues.reduce((sum, value) => sum + value, 0) - prior.variances.reduce((sum, v) => sum + v, 0);
    expect(prior.restVariance).toBeCloseTo(rest / n, 6);
  });

  it("knows means and frequencies, and the overall mean of a class without examples", () => {
    const data = { images: Float32Array.of(0, 1, 0.5, 0.5, 1, 0), labels: Int32Array.of(0, 0, 2), shape: [2] };
    const prior = imagePriorOf(data, 3, 1, RngStream.fromSeed(3));
    expect(prior.classMeans.map((mean) => [...mean])).toEqual([
      [0.25, 0.75],
      [0.5, 0.5],
      [1, 0],
    ]);
    expect([...prior.frequencies]).toEqual([2 / 3, 0, 1 / 3]);
    expect([...mixtureMean(prior)]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)]);
  });
});

describe("denoised", () => {
  const data = examples();
  const prior = imagePriorOf(data, classes, 2, RngStream.fromSeed(2));
  const clean = Float64Array.from(data.images.subarray(0, n));

  it("is the identity without noise and the mean under infinite noise", () => {
    expect([...denoised(clean, prior.classMeans[0], 0, prior)]).toEqual([...clean].map((v) => expect.closeTo(v, 10)));
    const mean = [...prior.classMeans[0]].map((v) => expect.closeTo(v, 3));
    expect([...denoised(clean, prior.classMeans[0], 1e4, prior)]).toEqual(mean);
  });

  it("comes closer to the truth than the noisy pixels", () => {
    const rng = RngStream.fromSeed(5);
    const error = (image: Float64Array) => image.reduce((sum, value, j) => sum + (value - clean[j]) ** 2, 0);
    let [before, after] = [0, 0];
    for (let trial = 0; trial < 100; trial++) {
      const noisy = clean.map((value) => value + 0.5 * rng.gaussian());
      before += error(noisy);
      after += error(denoised(noisy, prior.classMeans[0], 0.5, prior));
    }
    expect(after).toBeLessThan(0.5 * before);
  });
});
