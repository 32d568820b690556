import { describe, expect, test } from "vitest";
import { mnist } from "./index.js";

const dataset = mnist.create(mnist.params.parse({}), { folder: "." });

describe.each([
  ["train" as const, [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]],
  ["test" as const, [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]],
])("%s", (split, classCounts, firstLabels) => {
  const store = dataset.open(split);

  test("has the published counts of each class and begins with the known labels", () => {
    const counts = new Array<number>(10).fill(0);
    for (const label of store.labels) counts[label]++;
    expect(counts).toEqual(classCounts);
    expect(store.count).toBe(store.labels.length);
    expect([...store.labels.subarray(0, 10)]).toEqual(firstLabels);
  });
});

test("images have the shape it declares and the known pixels", () => {
  const store = dataset.open("train");
  const { images, labels, shape } = store.gather([59_999, 0]);
  expect([shape, store.shape, dataset.shape]).toEqual([
    [28, 28, 1],
    [28, 28, 1],
    [28, 28, 1],
  ]);
  expect([...labels]).toEqual([8, 5]);
  const first = images.subarray(784);
  // the first stroke of the first 5 begins in row 5, column 12
  expect(first.findIndex((pixel) => pixel > 0)).toBe(5 * 28 + 12);
  const stroke = [3, 18, 18, 18, 126].map((byte) => Math.fround(byte / 255));
  expect([...first.subarray(5 * 28 + 12, 5 * 28 + 17)]).toEqual(stroke);
  const inkOf = (image: Float32Array) => Math.round(image.reduce((sum, pixel) => sum + 255 * pixel, 0));
  expect([inkOf(images.subarray(0, 784)), inkOf(first)]).toEqual([20_920, 27_525]);
});

test("takes no parameters", () => {
  expect(mnist.params.safeParse({ path: "x" }).success).toBe(false);
});
