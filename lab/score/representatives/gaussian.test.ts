import { expect, test } from "vitest";
import { Matrix } from "ml-matrix";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { fitGaussian, frechetDistance } from "./gaussian.js";

const gaussian = (mean: number[], covariance: number[][]) => ({
  mean: Float64Array.from(mean),
  covariance: new Matrix(covariance),
});

const rng = RngStream.fromSeed(5);
const cloud = Float32Array.from({ length: 40 * 6 }, () => rng.gaussian());

test("mean and covariance are the sample's, of divisor m − 1", () => {
  const { mean, covariance } = fitGaussian(Float32Array.of(1, 2, 3, 6, 5, 1), 3);
  expect([...mean]).toEqual([3, 3]);
  // deviations (−2, −1), (0, 3), (2, −2)
  expect(covariance.to2DArray()).toEqual([
    [4, -1],
    [-1, 7],
  ]);
  expect(fitGaussian(Float32Array.of(1, 2), 1).covariance.to2DArray()).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test("equal sets are at distance 0, moved ones at the square of the move", () => {
  const a = fitGaussian(cloud, 40);
  expect(frechetDistance(a, a).distance).toBeCloseTo(0, 9);
  const moved = fitGaussian(
    cloud.map((value, i) => value + (i % 6 === 2 ? 3 : i % 6 === 4 ? -4 : 0)),
    40,
  );
  expect(frechetDistance(a, moved).distance).toBeCloseTo(25, 4);
});

test("of diagonal covariances it is the sum of squared differences of standard deviations", () => {
  const a = gaussian(
    [0, 0, 1],
    [
      [4, 0, 0],
      [0, 9, 0],
      [0, 0, 0],
    ],
  );
  const b = gaussian(
    [0, 0, -1],
    [
      [1, 0, 0],
      [0, 25, 0],
      [0, 0, 16],
    ],
  );
  expect(frechetDistance(a, b).distance).toBeCloseTo(4 + 1 + 4 + 16, 10);
  expect(frechetDistance(b, a).distance).toBeCloseTo(25, 10);
});

test("of a turned ellipse: 2 × 2 covariances have tr (A·B)^½ = √(tr A·B + 2·√(det A·det B))", () => {
  const a = gaussian(
    [0, 0],
    [
      [2, 1],
      [1, 3],
    ],
  );
  const b = gaussian(
    [0, 0],
    [
      [5, -2],
      [-2, 1],
    ],
  );
  const traceOfProduct = 2 * 5 + 2 * (1 * -2) + 3;
  const cross = Math.sqrt(traceOfProduct + 2 * Math.sqrt(5 * 1));
  expect(frechetDistance(a, b).distance).toBeCloseTo(5 + 6 - 2 * cross, 10);
});

test("its derivative by the covariance is that of differences", () => {
  const b = gaussian(
    [0, 0],
    [
      [5, -2],
      [-2, 1],
    ],
  );
  const at = (x: number, y: number, z: number) =>
    frechetDistance(
      gaussian(
        [0, 0],
        [
          [x, y],
          [y, z],
        ],
      ),
      b,
    );
  const { byCovariance } = at(2, 1, 3);
  const step = 1e-5;
  const slope = (dx: number, dy: number, dz: number) =>
    (at(2 + dx, 1 + dy, 3 + dz).distance - at(2 - dx, 1 - dy, 3 - dz).distance) / (2 * step);
  expect(byCovariance.get(0, 0)).toBeCloseTo(slope(step, 0, 0), 6);
  expect(2 * byCovariance.get(0, 1)).toBeCloseTo(slope(0, step, 0), 6);
  expect(byCovariance.get(1, 1)).toBeCloseTo(slope(0, 0, step), 6);
});
