import { expect, test } from "vitest";
import { mnist } from "../../shared/datasets/mnist/index.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { outliersOf } from "./outliers.js";

const digits = mnist
  .create({}, { folder: "/" })
  .open("train")
  .gather([...Array(60).keys()]);
const size = 784;
const of = (images: Float32Array, n: number): Float32Array => images.subarray(n * size, (n + 1) * size);

test("an outlier has its image's own pixels, in other places, and the label of nothing", () => {
  const { images, labels, shape } = outliersOf(digits, 10, RngStream.fromSeed(1));
  expect(shape).toEqual(digits.shape);
  expect(new Set(labels)).toEqual(new Set([10]));
  for (let n = 0; n < digits.labels.length; n++) {
    const [made, real] = [of(images, n), of(digits.images, n)];
    expect(made.slice().sort()).toEqual(real.slice().sort());
    const moved = made.filter((value, i) => value !== real[i]).length;
    // a digit is a hundred pixels and more of ink: most of it lies elsewhere
    expect(moved).toBeGreaterThan(50);
  }
  expect(outliersOf(digits, 10, RngStream.fromSeed(1)).images).toEqual(images);
});

test("of examples that are no images there are none", () => {
  const rows = { images: Float32Array.of(0, 0.1, 0.2), labels: Int32Array.of(0), shape: [3] };
  expect(outliersOf(rows, 1, RngStream.fromSeed(2)).labels).toHaveLength(0);
});
