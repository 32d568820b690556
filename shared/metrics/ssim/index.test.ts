import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ssim } from "./index.js";

interface Case {
  readonly name: string;
  readonly shape: number[];
  readonly a: number[];
  readonly b: number[];
  readonly ssim: number;
}

const golden = JSON.parse(readFileSync("test/golden/ssim.json", "utf8")) as { readonly cases: Case[] };

const score = (a: number[], b: number[], shape: number[]) =>
  ssim.measure({
    claims: Float32Array.from(a, (value) => value / 255),
    truths: Float32Array.from(b, (value) => value / 255),
    claimLabels: Int32Array.of(0),
    truthLabels: Int32Array.of(0),
    shape,
  })[0];

describe("agrees with scikit-image", () => {
  test.each(golden.cases)("$name", ({ a, b, shape, ssim: expected }) => {
    expect(score(a, b, shape)).toBeCloseTo(expected, 5);
  });
});

test("is 1 for identical images, of any size, constant or not", () => {
  expect(score([0, 0, 0, 0], [0, 0, 0, 0], [2, 2])).toBeCloseTo(1, 12);
  expect(score([9, 80, 200, 31, 7], [9, 80, 200, 31, 7], [5])).toBeCloseTo(1, 12);
});

test("a side shorter than the window gets the longest odd window that fits", () => {
  const [x, y] = [0.2, 0.6];
  const c1 = 1e-4;
  const onePixelWindow = (2 * x * y + c1) / (x * x + y * y + c1);
  expect(score([51, 51], [153, 153], [1, 2])).toBeCloseTo(onePixelWindow, 6);
});

test("refuses shapes that are no images", () => {
  expect(() => score([0], [0], [1, 1, 1, 1])).toThrow(/an image has the shape/);
});
