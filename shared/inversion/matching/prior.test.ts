import { expect, it } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { gaussianPull, outsideBox, totalVariation } from "./prior.js";
import type { Penalty } from "./prior.js";

const valueOf = (penalty: Penalty, images: Float32Array) => penalty(images, new Float64Array(images.length));

it("total variation counts the edges of an image, in both directions and within examples only", () => {
  // a white square in the corner of a black one: two edges of two pixels; then a white image
  const images = Float32Array.of(1, 1, 0, 1, 1, 0, 0, 0, 0, ...new Float32Array(9).fill(1));
  expect(valueOf(totalVariation([3, 3, 1], 18), images)).toBeCloseTo(4 * (Math.sqrt(1.0001) - 0.01), 6);
});

it("total variation keeps channels apart, and is nothing where there are no neighbours", () => {
  const striped = Float32Array.from({ length: 12 }, (_, i) => i % 2);
  expect(valueOf(totalVariation([2, 3, 2], 1), striped)).toBeCloseTo(0, 12);
  expect(valueOf(totalVariation([12], 1), striped)).toBe(0);
});

it("the box costs the square of what lies outside", () => {
  expect(valueOf(outsideBox(8), Float32Array.of(-1, 0, 1, 1.5))).toBeCloseTo(2 * (1 + 0.25), 6);
});

it("a pull is a Gaussian's exponent", () => {
  expect(valueOf(gaussianPull(Float32Array.of(1, 2), 0.5), Float32Array.of(2, 2))).toBeCloseTo(2, 6);
});

it.each<[string, Penalty]>([
  ["total variation", totalVariation([4, 3, 2], 24)],
  ["box", outsideBox(24)],
  ["pull", gaussianPull(new Float32Array(48).fill(0.4), 0.7)],
])("%s: the derivative is that of central differences, added to what is there", (_, penalty) => {
  const rng = RngStream.fromSeed(2);
  const images = Float32Array.from({ length: 48 }, () => 0.5 + rng.gaussian());
  const gradient = new Float64Array(48).fill(5);
  penalty(images, gradient);
  const step = 1e-3;
  images.forEach((value, i) => {
    const moved = (sign: number) => valueOf(penalty, images.with(i, value + sign * step));
    expect(gradient[i] - 5).toBeCloseTo((moved(1) - moved(-1)) / (2 * step), 2);
  });
});
