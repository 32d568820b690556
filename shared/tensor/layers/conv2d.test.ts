import { tensor, tidy } from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../../test/contract/backends.js";
import { expectClose } from "../../../test/contract/numbers.js";
import { RngStream } from "../../random/rng-stream.js";
import { useBackend } from "../backend/index.js";
import { conv2d } from "./conv2d.js";
import { normsFromGradients, normsFromGrams } from "./convolution-norms.js";

const rng = RngStream.fromSeed(13);
const gaussians = (length: number) => Float32Array.from({ length }, () => rng.gaussian());

describe.each(availableBackends)("conv2d on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("is the definition: a cross-correlation over zeros beyond the border", () => {
    const layer = conv2d([5, 4, 2], { kernelSide: 3, filters: 3, stride: 2, padding: 1, initialiser: "he-normal" });
    expect(layer.outputShape).toEqual([3, 2, 3]);
    const [x, kernel, bias] = [gaussians(5 * 4 * 2), gaussians(3 * 3 * 2 * 3), gaussians(3)];
    const pixel = (i: number, j: number, c: number) =>
      i < 0 || i >= 5 || j < 0 || j >= 4 ? 0 : x[(i * 4 + j) * 2 + c];
    const expected = Array.from({ length: 3 * 2 * 3 }, (_, o) => {
      const [i, j, f] = [Math.floor(o / 6), Math.floor(o / 3) % 2, o % 3];
      let total = bias[f];
      for (let k = 0; k < 3; k++)
        for (let l = 0; l < 3; l++)
          for (let c = 0; c < 2; c++)
            total += pixel(2 * i + k - 1, 2 * j + l - 1, c) * kernel[((k * 3 + l) * 2 + c) * 3 + f];
      return total;
    });
    tidy(() => {
      const p = [tensor(kernel, [3, 3, 2, 3]), tensor(bias)];
      expectClose(layer.forward(p, tensor(x, [1, 5, 4, 2])).dataSync(), expected, 1e-5);
    });
  });

  // more than 10,000 multiplications an example, and fewer
  test.each([
    [5, 30, 20, 40],
    [3, 4, 5, 6],
  ])("norms by Gram matrices and by gradients agree with the float64 gradient", (batch, positions, values, filters) => {
    const [a, g] = [gaussians(batch * positions * values), gaussians(batch * positions * filters)];
    const expected = Array.from({ length: batch }, (_, b) => {
      let norm = 0;
      for (let f = 0; f < filters; f++) {
        for (let d = 0; d < values; d++) {
          let sum = 0;
          for (let t = b * positions; t < (b + 1) * positions; t++) sum += a[t * values + d] * g[t * filters + f];
          norm += sum * sum;
        }
      }
      return norm;
    });
    tidy(() => {
      const patches = tensor(a, [batch, positions, values]) as Tensor3D;
      const dy = tensor(g, [batch, positions, filters]) as Tensor3D;
      expectClose(normsFromGrams(patches, dy), expected, 1e-6);
      expectClose(normsFromGradients(patches, dy), expected, 1e-6);
    });
  });
});

test("starts Glorot uniform from the values that one output sees and takes part in", () => {
  const layer = conv2d([9, 9, 3], { kernelSide: 5, filters: 7, initialiser: "glorot-uniform" });
  const [kernel, bias] = layer.initialise(RngStream.fromSeed(2));
  const bound = Math.sqrt(6 / (25 * 3 + 25 * 7));
  const largest = kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeLessThanOrEqual(Math.fround(bound));
  expect(largest).toBeGreaterThan(0.98 * bound);
  expect([...bias]).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test("refuses a kernel larger than the image with its border", () => {
  expect(() => conv2d([4, 9, 1], { kernelSide: 7, filters: 1, padding: 1, initialiser: "he-normal" })).toThrow(
    "a kernel of 7 x 7 does not fit into an image of [4,9,1] with a border of 1",
  );
});
