import { expect, test } from "vitest";
import { psnrDb } from "./index.js";

const score = (claim: number, truth: number) =>
  psnrDb.measure({
    claims: Float32Array.of(claim),
    truths: Float32Array.of(truth),
    claimLabels: Int32Array.of(0),
    truthLabels: Int32Array.of(0),
    shape: [1],
  })[0];

test("an error of a tenth of the peak is 20 dB, of a hundredth 40 dB", () => {
  expect(score(0.1, 0)).toBeCloseTo(20, 5);
  expect(score(0.01, 0)).toBeCloseTo(40, 5);
  expect(score(0, 1)).toBe(-0);
});

test("identical images score 100 dB, not infinity", () => {
  expect(score(0.25, 0.25)).toBe(100);
});
