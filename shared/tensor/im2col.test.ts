import { describe, expect, test } from "vitest";
import { dot } from "../../test/contract/numbers.js";
import { RngStream } from "../random/rng-stream.js";
import { col2im, im2col } from "./im2col.js";
import type { ConvolutionShape } from "./im2col.js";

const rng = RngStream.fromSeed(9);
const gaussians = (length: number) => Float32Array.from({ length }, () => rng.gaussian());

/** Two images, kernels of 2 rows and 3 columns. */
const shapeOf = (inChannels: number, strideHeight: number, strideWidth: number): ConvolutionShape => ({
  ...{ batchSize: 2, inHeight: 5, inWidth: 8, inChannels, filterHeight: 2, filterWidth: 3, strideHeight, strideWidth },
  outHeight: Math.floor(3 / strideHeight) + 1,
  outWidth: Math.floor(5 / strideWidth) + 1,
});

// 3, 15 and 90 contiguous values: less than a turn of the loop, several, and those that are copied in one call
describe.each([
  [1, 1, 1],
  [1, 2, 3],
  [5, 2, 1],
  [30, 1, 2],
])("%d channels, strides %d and %d", (channels, strideHeight, strideWidth) => {
  const s = shapeOf(channels, strideHeight, strideWidth);
  const x = gaussians(2 * 5 * 8 * channels);
  const size = 2 * s.outHeight * s.outWidth * 2 * 3 * channels;

  test("im2col is the definition, element by element", () => {
    const rows = new Float32Array(size).fill(NaN);
    im2col(x, s, rows);
    const expected: number[] = [];
    for (let b = 0; b < 2; b++)
      for (let i = 0; i < s.outHeight; i++)
        for (let j = 0; j < s.outWidth; j++)
          for (let k = 0; k < 2; k++)
            for (let l = 0; l < 3; l++)
              for (let c = 0; c < channels; c++)
                expected.push(x[((b * 5 + i * strideHeight + k) * 8 + j * strideWidth + l) * channels + c]);
    expect([...rows]).toEqual(expected);

    const width = 2 * 3 * channels;
    const wider = new Float32Array((size / width) * (width + 1)).fill(7);
    im2col(x, s, wider, 1);
    expect([...wider]).toEqual(expected.flatMap((value, e) => (e % width === width - 1 ? [value, 7] : [value])));
  });

  test("col2im is its transpose", () => {
    const rows = new Float32Array(size);
    im2col(x, s, rows);
    const other = gaussians(size);
    const back = new Float32Array(x.length).fill(NaN);
    col2im(other, s, back);
    expect(dot(back, x) / dot(other, rows)).toBeCloseTo(1, 5);
  });
});
