import { expect, test } from "vitest";
import { RngStream } from "../../shared/random/rng-stream.js";
import { withInjected } from "./inject.js";

const rng = () => RngStream.fromSeed(3).fork("injection");
const lot = { images: Float32Array.of(0.1, 0.2, 0.3, 0.4), labels: Int32Array.of(7, 8), shape: [2, 1, 1] };
const examples = {
  images: Float32Array.of(0.5, 0.6, 0.7, 0.8, 0.9, 1),
  labels: Int32Array.of(10, 11, 12),
  shape: lot.shape,
};

test("a lot keeps its own examples first, and holds as many others as asked for, each with its label", () => {
  const mixed = withInjected(lot, { examples, perLot: 50 }, rng());
  expect([...mixed.labels.subarray(0, 2)]).toEqual([7, 8]);
  expect([...mixed.images.subarray(0, 4)]).toEqual([...lot.images]);
  expect(mixed.labels).toHaveLength(52);
  const injected = Array.from(mixed.labels.subarray(2));
  expect(new Set(injected)).toEqual(new Set([10, 11, 12]));
  injected.forEach((label, k) => {
    expect([...mixed.images.subarray(2 * (k + 2), 2 * (k + 3))]).toEqual([
      ...examples.images.subarray(2 * (label - 10), 2 * (label - 9)),
    ]);
  });
  expect(withInjected(lot, { examples, perLot: 50 }, rng())).toEqual(mixed);
  expect(lot.labels).toHaveLength(2);
});
