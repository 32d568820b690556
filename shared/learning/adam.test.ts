import { expect, test } from "vitest";
import { Adam } from "./adam.js";

test("the first step is the learning rate against the gradient's sign, whatever its size", () => {
  const point = Float64Array.of(1, 1, 1);
  new Adam(3).step(point, [5, -2, 0], 0.1);
  [0.9, 1.1, 1].forEach((expected, i) => expect(point[i]).toBeCloseTo(expected, 6));
});

test("the second step is that of the bias-corrected moments", () => {
  const point = Float64Array.of(0);
  const adam = new Adam(1, { firstDecay: 0.5, secondDecay: 0.9 });
  adam.step(point, [1], 0.1);
  adam.step(point, [3], 0.1);
  // mean (0.5·0.5·1 + 0.5·3) / (1 − 0.25) = 7/3; square (0.9·0.1·1 + 0.1·9) / (1 − 0.81) = 0.99 / 0.19
  expect(point[0]).toBeCloseTo(-0.1 - (0.1 * (7 / 3)) / Math.sqrt(0.99 / 0.19), 8);
});
