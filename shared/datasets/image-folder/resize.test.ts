import { expect, test } from "vitest";
import { resize } from "./resize.js";

const grey = (height: number, width: number, values: readonly number[], max = 255) => ({
  shape: [height, width, 1] as const,
  values: Uint8Array.from(values),
  max,
});

test("each pixel is the mean of what it covers, parts of pixels counted as parts", () => {
  // 3 columns onto 2: one and a half each
  expect(resize(grey(1, 3, [30, 60, 120]), [1, 2])).toEqual(grey(1, 2, [40, 100]));
  // 2 rows onto 3: the middle one is half of each
  expect(resize(grey(2, 1, [10, 30]), [3, 1])).toEqual(grey(3, 1, [10, 20, 30]));
  expect(resize(grey(2, 4, [0, 4, 8, 12, 4, 8, 100, 200]), [1, 2])).toEqual(grey(1, 2, [4, 80]));
});

test("the largest value becomes 255, and the same size changes nothing else", () => {
  expect(resize(grey(1, 2, [0, 15], 15), [1, 2])).toEqual(grey(1, 2, [0, 255]));
  const values = Array.from({ length: 12 }, (_, i) => 20 * i);
  expect(resize(grey(3, 4, values), [3, 4])).toEqual(grey(3, 4, values));
});

test("colours stay apart", () => {
  const values = Uint8Array.from([10, 100, 200, 30, 120, 220]);
  expect(resize({ shape: [1, 2, 3], values, max: 255 }, [1, 1]).values).toEqual(Uint8Array.from([20, 110, 210]));
});

test("the mean of a photograph's size is kept", () => {
  const values = Array.from({ length: 112 * 92 }, (_, i) => (i * i) % 251);
  const mean = (from: Uint8Array) => from.reduce((sum, value) => sum + value, 0) / from.length;
  for (const size of [
    [32, 32],
    [39, 32],
    [64, 64],
  ] as const) {
    // rounding each of 1024 or more pixels moves their mean by less
    expect(Math.abs(mean(resize(grey(112, 92, values), size).values) - mean(Uint8Array.from(values)))).toBeLessThan(
      0.1,
    );
  }
});
