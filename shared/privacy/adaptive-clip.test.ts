import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { movedClipNorm, noiseBesideIndicator, shareWithin } from "./adaptive-clip.js";

interface Vector {
  readonly what: string;
  readonly params: { readonly z: number; readonly sigma_b: number };
  readonly expected: number;
  readonly rel_tol: number;
}

const golden = JSON.parse(readFileSync(new URL("../../test/golden/dp.json", import.meta.url), "utf8")) as Vector[];
const vectors = golden.filter(({ what }) => what === "adaptive_clip_effective_noise_multiplier");

test("the noise beside the count is that of the recorded vectors", () => {
  expect(vectors.length).toBeGreaterThan(0);
  for (const { params, expected, rel_tol } of vectors) {
    const found = noiseBesideIndicator(params.z, params.sigma_b);
    expect(Math.abs(found / expected - 1)).toBeLessThanOrEqual(rel_tol);
  }
});

test("sum and count together cost one Gaussian: their inverse squares add up", () => {
  for (const z of [0.1, 1, 3, 9.9]) {
    const beside = noiseBesideIndicator(z, 5);
    expect(beside ** -2 + (2 * 5) ** -2).toBeCloseTo(z ** -2, 12);
  }
  expect(noiseBesideIndicator(0, 5)).toBe(0);
});

test("a count that costs more than there is to spend is refused", () => {
  expect(() => noiseBesideIndicator(10, 5)).toThrow("must be above 5");
  expect(() => noiseBesideIndicator(11, 5)).toThrow(RangeError);
});

test("a share is of the expected number, and in [0, 1] whatever the noise says", () => {
  expect(shareWithin(25, 100)).toBe(0.75);
  expect(shareWithin(-80, 100)).toBe(0);
  expect(shareWithin(1e9, 100)).toBe(1);
});

test("the clip grows while too few are within it, shrinks while too many are, and rests at the quantile", () => {
  expect(movedClipNorm(2, 0.5, 0.5, 0.2)).toBe(2);
  expect(movedClipNorm(2, 1, 0.5, 0.2)).toBeCloseTo(2 * Math.exp(-0.1), 12);
  expect(movedClipNorm(2, 0, 0.9, 0.2)).toBeCloseTo(2 * Math.exp(0.18), 12);
});
