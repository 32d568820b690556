import { expect, test } from "vitest";
import { centralDifferences, expectClose } from "../../../test/contract/numbers.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { collapsePenalty, spreadWithinClasses } from "./diversity.js";
import { pixelStatistics, unlikenessPenalty } from "./likeness.js";

const rng = RngStream.fromSeed(2);
const images = Float32Array.from({ length: 4 * 3 }, () => rng.uniform());
const h = 2 ** -10;

test("the spread is that of examples of the same class", () => {
  const own = { images: Float32Array.of(0, 0, 3, 4, 9, 9, 3, 0), labels: Int32Array.of(1, 1, 2, 1), shape: [2] };
  // 5, 3 and 4; the example of class 2 is alone
  expect(spreadWithinClasses(own)).toBeCloseTo(4, 6);
  expect(spreadWithinClasses({ ...own, labels: Int32Array.of(1, 2, 3, 4) })).toBeUndefined();
});

test("collapse costs 1 where all images are the same, and nothing where they are far enough apart", () => {
  expect(collapsePenalty(Float32Array.of(1, 1, 1, 1), 2, 5).value).toBe(1);
  const apart = collapsePenalty(Float32Array.of(0, 0, 3, 4), 2, 5);
  expect([apart.value, ...apart.gradient]).toEqual([0, 0, 0, 0, 0]);
  expect(collapsePenalty(Float32Array.of(0, 0, 3, 4), 2, 10).value).toBeCloseTo(0.25, 6);
});

test("the gradients agree with central differences", () => {
  const statistics = pixelStatistics(Float32Array.of(0, 0.5, 1, 0, 0.7, 0.2), 3);
  for (const penalty of [
    (x: Float32Array) => collapsePenalty(x, 4, 2),
    (x: Float32Array) => unlikenessPenalty(x, statistics),
  ]) {
    const { gradient } = penalty(images);
    expect(gradient.some((g) => g !== 0)).toBe(true);
    expectClose(
      gradient,
      centralDifferences((x) => penalty(x).value, images, h),
      1e-2,
    );
  }
});

test("pixels that never vary are held more than those that do", () => {
  const { mean, variance } = pixelStatistics(Float32Array.of(0, 0, 0, 1), 2);
  expect([...mean]).toEqual([0, 0.5]);
  [0.01, 0.26].forEach((expected, p) => expect(variance[p]).toBeCloseTo(expected, 6));
  // of 2 pixels: 0.1² / 0.01 and (0.6 − 0.5)² / 0.26
  const { value } = unlikenessPenalty(Float32Array.of(0.1, 0.6), { mean, variance });
  expect(value).toBeCloseTo((1 + 0.01 / 0.26) / 2, 5);
});
