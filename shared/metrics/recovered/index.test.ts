import { expect, test } from "vitest";
import { recovered } from "./index.js";

test("counts from an error of 0.001 downwards, which is 30 dB", () => {
  const pairs = {
    claims: Float32Array.of(0.0316, 0.0317, 0),
    truths: Float32Array.of(0, 0, 0),
    claimLabels: new Int32Array(3),
    truthLabels: new Int32Array(3),
    shape: [1],
  };
  expect([...recovered.measure(pairs)]).toEqual([1, 0, 1]);
});
