import { expect, it } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { noiseStart, smoothStart } from "./start.js";

const roughness = (image: Float32Array, width: number) =>
  image.reduce((sum, value, i) => (i % width === 0 ? sum : sum + Math.abs(value - image[i - 1])), 0) / image.length;

it("noise has the mean and the deviation that it says", () => {
  const start = noiseStart(20_000, RngStream.fromSeed(1));
  const mean = start.reduce((sum, value) => sum + value, 0) / start.length;
  const variance = start.reduce((sum, value) => sum + (value - mean) ** 2, 0) / start.length;
  // five standard deviations
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.011);
  expect(Math.abs(Math.sqrt(variance) - 0.3)).toBeLessThan(0.008);
});

it("a smooth start has the grid's values at its corners and little between neighbours", () => {
  const [smooth, noise] = [smoothStart, () => noiseStart(784, RngStream.fromSeed(2))].map((draw) =>
    draw(1, [28, 28, 1], RngStream.fromSeed(2)),
  );
  const grid = noiseStart(25, RngStream.fromSeed(2));
  expect([smooth[0], smooth[27], smooth[27 * 28], smooth[783]]).toEqual([
    grid[0],
    ...[grid[4], grid[20], grid[24]].map((value) => expect.closeTo(value, 6)),
  ]);
  expect(roughness(smooth, 28)).toBeLessThan(0.3 * roughness(noise, 28));
});

it("keeps examples and channels apart, and takes what is no image", () => {
  const start = smoothStart(2, [6, 5, 3], RngStream.fromSeed(3));
  expect(start).toHaveLength(180);
  expect(new Set([0, 1, 2, 90, 91, 92].map((i) => start[i])).size).toBe(6);
  expect(smoothStart(2, [7], RngStream.fromSeed(3))).toEqual(noiseStart(14, RngStream.fromSeed(3)));
});
