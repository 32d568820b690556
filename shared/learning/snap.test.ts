import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_CELLS, snapWithin } from "./snap.js";

const vector = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e6), max: Math.fround(1e6) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((values) => Float32Array.from(values));

function snapped(values: Float32Array, bound: number, cell: number, norm?: "l1" | "l2"): Float64Array {
  const out = new Float64Array(values.length);
  snapWithin(values, bound, cell, out, norm);
  return out;
}

/** Exactly: as integers. */
const squares = (out: Float64Array): bigint => out.reduce((sum, x) => sum + BigInt(x) ** 2n, 0n);

describe("snapWithin", () => {
  test("the norm on the grid is never above the bound, to the last digit, at any fineness", () => {
    fc.assert(
      fc.property(vector, fc.integer({ min: 1, max: 2 ** 26 }), (values, radius) => {
        // a bound of 1 is `radius` cells
        const out = snapped(values, 1, 1 / radius);
        expect(squares(out) <= BigInt(radius) ** 2n).toBe(true);
        const sum = snapped(values, 1, 1 / radius, "l1").reduce((total, x) => total + BigInt(Math.abs(x)), 0n);
        expect(sum <= BigInt(radius)).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("what is within the bound, and not at it, goes to the nearest cell", () => {
    fc.assert(
      fc.property(vector, fc.double({ min: 1e-3, max: 10, noNaN: true }), (values, cell) => {
        const norm = Math.hypot(...values) + cell * values.length + 1;
        fc.pre(norm / cell < MOST_CELLS);
        snapped(values, norm, cell).forEach((x, i) => {
          expect(Math.abs(x * cell - values[i])).toBeLessThanOrEqual((cell / 2) * (1 + 1e-9));
        });
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test("what is longer keeps its direction and all but a few cells of its length", () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => 100 * Math.sin(i));
    const out = snapped(values, 1, 2 ** -20);
    const length = Math.sqrt(Number(squares(out))) * 2 ** -20;
    expect(length).toBeGreaterThan(1 - 1e-4);
    const norm = Math.hypot(...values);
    out.forEach((x, i) => expect(Math.abs(x * 2 ** -20 - values[i] / norm)).toBeLessThan(1e-5));
  });

  test("a grid so coarse that rounding lifts the norm: shorter, never over it", () => {
    // every coordinate would be rounded up, from a norm of 0.6 √1000 = 19 cells to one of 31.6
    const values = new Float32Array(1000).fill(0.6);
    expect(Number(squares(snapped(values, 19, 1)))).toBeLessThanOrEqual(19 ** 2);
  });

  test.each([NaN, Infinity, -Infinity])("a vector with %d becomes zero, and its norm says so", (value) => {
    const out = new Float64Array(3).fill(9);
    expect(Number.isFinite(snapWithin(Float32Array.of(1, value, 2), 1, 0.1, out))).toBe(false);
    expect([...out]).toEqual([0, 0, 0]);
  });

  test("without a bound nothing is scaled; with one of too many cells it is refused", () => {
    expect([...snapped(Float32Array.of(3, -4.2), Infinity, 1)]).toEqual([3, -4]);
    expect(() => snapped(Float32Array.of(1), 1, 2 ** -27)).toThrow("must be in (0, 67108864]");
  });
});
