import { describe, expect, test } from "vitest";
import { RngStream } from "../../shared/random/rng-stream.js";
import { changedAlone } from "./own-change.js";

function gaussian(seed: number, stddev: number): Float32Array {
  const values = new Float32Array(10_000);
  RngStream.fromSeed(seed).fillGaussian(values, stddev);
  return values;
}

const before = gaussian(1, 0.1);
const update = gaussian(2, 0.001);
const plus = (weights: Float32Array, change: Float32Array, factor: number) =>
  weights.map((w, i) => w + factor * change[i]);

describe("alone", () => {
  test.each([
    ["with a delta", 1],
    ["with a mean of which only its own part is not zero", 0.1],
    ["with a gradient", -0.5],
  ])("%s", (_, factor) => {
    expect(changedAlone(before, plus(before, update, factor), update)).toBe(true);
  });

  test("where nothing changed at all", () => {
    expect(changedAlone(before, before.slice(), update)).toBe(true);
  });
});

test("not alone, where somebody else changed a tenth as much", () => {
  const after = plus(plus(before, update, 1), gaussian(3, 0.001), 0.1);
  expect(changedAlone(before, after, update)).toBe(false);
});
