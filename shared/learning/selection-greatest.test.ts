import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { first } from "./selection-choice.js";
import { greatest } from "./selection-greatest.js";

type Keys = Float32Array | Float64Array | Uint32Array;

/** Sorts everything: greatest first, of equals the lower index. */
function bySorting(values: Keys, count: number): number[] {
  const size = (i: number) => Math.abs(values[i]);
  const order = [...values.keys()].sort((a, b) => size(b) - size(a) || a - b);
  return order.slice(0, count).sort((a, b) => a - b);
}

const shareOf = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  ["any floats", fc.float32Array({ noNaN: true, maxLength: 300 })],
  ["many equals", fc.array(fc.constantFrom(-2, -1, 0, -0, 1, 2)).map((values) => Float64Array.from(values))],
  ["counters", fc.uint32Array({ maxLength: 300 })],
])("the same as by sorting: %s", (_, keys: fc.Arbitrary<Keys>) => {
  fc.assert(
    fc.property(keys, shareOf, (values, share) => {
      const count = Math.round(share * values.length);
      const before = values.slice();
      expect([...greatest(values, count, first)]).toEqual(bySorting(values, count));
      expect(values).toEqual(before);
    }),
    { seed: 1, numRuns: 500 },
  );
});

describe("the same as by sorting, of 20,011", () => {
  const n = 20_011;
  const rng = RngStream.fromSeed(1);
  const gaussian = new Float32Array(n);
  rng.fillGaussian(gaussian, 1e-3);
  const make = (value: (i: number) => number) => Float32Array.from({ length: n }, (_, i) => value(i));
  const inputs: [string, Float32Array][] = [
    ["gaussian", gaussian],
    ["ascending", make((i) => i)],
    ["descending", make((i) => -n + i)],
    ["all equal", make(() => 7)],
    ["two values", make((i) => (i * 7919) % 2)],
    ["mostly zero", make((i) => (i % 13 === 0 ? gaussian[i] : 0))],
    ["a mountain", make((i) => Math.min(i, n - i))],
    ["one infinite", gaussian.with(5, -Infinity)],
  ];
  test.each(inputs)("%s", (_, values) => {
    for (const count of [0, 1, 20, 2001, 10_005, n - 1, n]) {
      expect([...greatest(values, count, first)]).toEqual(bySorting(values, count));
    }
  });
});

test("refuses a NaN, and counts that cannot be", () => {
  expect(() => greatest(Float32Array.of(1, NaN, 2), 1, first)).toThrow("value 1 is NaN");
  for (const count of [-1, 4, 0.5, NaN]) {
    expect(() => greatest(new Float32Array(3), count, first)).toThrow(`cannot select ${count} of 3`);
  }
});
