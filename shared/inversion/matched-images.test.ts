import { expect, it } from "vitest";
import { Matrix, solve } from "ml-matrix";
import { matchedImages } from "./matched-images.js";

it("is the linear estimate of least squared error, as the textbook writes it", () => {
  // Two pixels, one principal component u, two units, one example of class 1 of two classes.
  const u = Float64Array.of(0.6, 0.8);
  const prior = {
    classMeans: [Float64Array.of(9, 9), Float64Array.of(0.5, 0.25)],
    frequencies: Float64Array.of(0.5, 0.5),
    components: [u],
    variances: Float64Array.of(0.3),
    restVariance: 0,
  };
  const gradients = {
    means: [Float64Array.of(7, 7), Float64Array.of(1, -2)],
    covariances: [new Float64Array(4), Float64Array.of(0.2, 0.1, 0.1, 0.4)],
  };
  const [kernel, bias] = [Float32Array.of(0.5, -0.75, 1.25, -2), Float32Array.of(1.5, -2.25)];
  const noise = 0.1;
  const [other, image] = matchedImages(kernel, bias, [0, 1], prior, gradients, noise);

  // Centred on the only class, u·x has mean 0 and variance 0.3, and Y = (u·x)·δ + noise is (u - centre·1̃)ᵀ·[∂W; ∂b].
  const centre = 0.6 * 0.5 + 0.8 * 0.25;
  const y = [0, 1].map((k) => 0.6 * kernel[k] + 0.8 * kernel[2 + k] - centre * bias[k]);
  const covariance = new Matrix([
    [0.3 * (0.2 + 1) + noise ** 2 * (1 + centre ** 2), 0.3 * (0.1 - 2)],
    [0.3 * (0.1 - 2), 0.3 * (0.4 + 4) + noise ** 2 * (1 + centre ** 2)],
  ]);
  const whitened = solve(covariance, Matrix.columnVector(y));
  const shift = 0.3 * (1 * whitened.get(0, 0) - 2 * whitened.get(1, 0));
  expect(other).toBeUndefined();
  expect([...image!]).toEqual([expect.closeTo(0.5 + 0.6 * shift, 6), expect.closeTo(0.25 + 0.8 * shift, 6)]);
});
