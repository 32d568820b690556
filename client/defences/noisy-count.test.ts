import { expect, test } from "vitest";
import { RngStream } from "../../shared/random/rng-stream.js";
import { noisyCount } from "./noisy-count.js";

const streams = [RngStream.fromSeed(3), RngStream.secure()];

// the secure stream is not fixed: false alarm 2e-6 a test
test.each([0.4, 10])("noise of standard deviation %d on a count, from either kind of stream", (stddev) => {
  for (const rng of streams) {
    const n = 40_000;
    const noise = Array.from({ length: n }, () => noisyCount(17, stddev, rng) - 17);
    const chiSquare = noise.reduce((sum, value) => sum + (value / stddev) ** 2, 0);
    expect(Math.abs(chiSquare - n)).toBeLessThan(4.9 * Math.sqrt(2 * n));
    expect(Math.abs(noise.reduce((sum, value) => sum + value, 0))).toBeLessThan(4.9 * stddev * Math.sqrt(n));
  }
});

test("from a secure stream every result is a multiple of the same cell, whatever the count", () => {
  const cells = Math.floor(2 ** 20 / 3);
  for (const count of [0, 1, -7]) {
    const found = noisyCount(count, 3, RngStream.secure()) * cells;
    expect(Math.abs(found - Math.round(found))).toBeLessThan(1e-6);
  }
});

test("without noise it is the count", () => {
  expect(streams.map((rng) => noisyCount(5, 0, rng))).toEqual([5, 5]);
});
