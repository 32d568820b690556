import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { boundValues, selectCoordinates, selectedCount } from "./selection.js";

const rng = () => RngStream.fromSeed(7);
const largest = (fraction: number) => ({ fraction, select: "largest", threshold: 0 }) as const;
const random = (fraction: number, threshold: number) => ({ fraction, select: "random-threshold", threshold }) as const;

describe("how many", () => {
  test("is at most the fraction, but one", () => {
    expect(selectedCount(105_506, 0.1)).toBe(10_550);
    expect(selectedCount(140_106, 0.001)).toBe(140);
    expect(selectedCount(999, 0.001)).toBe(1);
    expect(selectedCount(7, 1)).toBe(7);
  });

  test("is not one less because a decimal fraction is not a binary one", () => {
    for (let hundredths = 1; hundredths <= 100; hundredths++) {
      expect(selectedCount(100, hundredths / 100)).toBe(hundredths);
      expect(selectedCount(140_100, hundredths / 100)).toBe(1401 * hundredths);
    }
  });

  test.each([0, -0.1, 1.1, NaN])("a fraction of %d is refused", (fraction) => {
    expect(() => selectedCount(10, fraction)).toThrow("must be in (0, 1]");
  });
});

describe("largest", () => {
  const update = Float32Array.of(0.1, -3, 0, 2, -0.1, 3, 0.1, 0, 0, 0);

  test("by absolute value, ascending, the lower index of equals", () => {
    expect([...selectCoordinates(update, largest(0.2), rng())]).toEqual([1, 5]);
    expect([...selectCoordinates(update, largest(0.45), rng())]).toEqual([0, 1, 3, 5]);
    expect([...selectCoordinates(update, largest(1), rng())]).toEqual([...update.keys()]);
  });

  test("draws nothing, and leaves the update as it was", () => {
    const [used, before] = [rng(), update.slice()];
    selectCoordinates(update, largest(0.3), used);
    expect(used.uniform()).toBe(rng().uniform());
    expect(update).toEqual(before);
  });
});

describe("random-threshold", () => {
  test("only coordinates above the threshold, as many as allowed or as there are", () => {
    const updates = fc.array(fc.constantFrom(-2, -1, -0.5, 0, 0.5, 1, 2), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(updates, fc.double({ min: 0.01, max: 1, noNaN: true }), fc.nat(), (values, fraction, seed) => {
        const update = Float32Array.from(values);
        const select = () => selectCoordinates(update, random(fraction, 0.5), RngStream.fromSeed(seed));
        const selected = [...select()];
        const above = values.filter((value) => Math.abs(value) > 0.5).length;
        expect(selected).toHaveLength(Math.min(above, Math.max(1, Math.floor(fraction * values.length))));
        expect(selected.every((i) => Math.abs(values[i]) > 0.5)).toBe(true);
        expect(selected.every((i, at) => at === 0 || i > selected[at - 1])).toBe(true);
        expect([...select()]).toEqual(selected);
      }),
      { seed: 1 },
    );
  });

  test("each that qualifies is as likely as any other (false alarm 5e-6 in all)", () => {
    const update = Float32Array.of(9, 0, -1, 1, 0, 1, -5, 1, 0, 1);
    const counts = new Float64Array(10);
    const [stream, draws] = [rng(), 14_000];
    for (let t = 0; t < draws; t++) for (const i of selectCoordinates(update, random(0.3, 0.1), stream)) counts[i]++;
    const p = 3 / 7;
    counts.forEach((count, i) => {
      if (update[i] === 0) expect(count).toBe(0);
      else expect(Math.abs(count - draws * p)).toBeLessThan(5 * Math.sqrt(draws * p * (1 - p)));
    });
  });

  test("none where none qualifies", () => {
    expect(selectCoordinates(Float32Array.of(1, -1), random(1, 1), rng())).toEqual(new Int32Array(0));
  });

  test.each([-1, NaN, Infinity])("a threshold of %d is refused", (threshold) => {
    expect(() => selectCoordinates(new Float32Array(3), random(1, threshold), rng())).toThrow("must be in [0, ∞)");
  });
});

test.each([largest(0.5), random(0.5, 0)])("a NaN is refused: $select", (selection) => {
  expect(() => selectCoordinates(Float32Array.of(1, 2, NaN), selection, rng())).toThrow(RangeError);
});

describe("bounded values", () => {
  test("never leave the bound, and inside it keep their bits", () => {
    const updates = fc.float32Array({ noNaN: true, maxLength: 50 });
    fc.assert(
      fc.property(updates, fc.double({ min: 0, minExcluded: true, max: 1e39, noNaN: true }), (update, bound) => {
        const bounded = boundValues(update, bound);
        bounded.forEach((value, i) => {
          expect(Math.abs(value)).toBeLessThanOrEqual(bound);
          if (Math.abs(update[i]) <= bound) expect(Object.is(value, update[i])).toBe(true);
          // the next float32 further out would be over the bound
          else expect(Math.abs(value) * (1 + 2 ** -22) + 2 ** -149).toBeGreaterThan(Math.min(bound, 3e38));
          expect(Math.sign(value) * Math.sign(update[i])).toBeGreaterThanOrEqual(0);
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test("float32 rounding of the bound does not lift a value over it", () => {
    // the float32 nearest to 0.001 is 0.0010000000475
    const [above, below] = boundValues(Float32Array.of(1, -1), 0.001);
    expect(above).toBe(2 ** -10 * (1 + 201_326 / 2 ** 23));
    expect(below).toBe(-above);
    expect(boundValues(Float32Array.of(0.5, -7, Infinity), 0.5)).toEqual(Float32Array.of(0.5, -0.5, 0.5));
  });

  test("an infinite bound changes nothing, and a NaN stays one", () => {
    const update = Float32Array.of(1e38, -0, NaN);
    expect(boundValues(update, Infinity)).toEqual(update);
    expect(boundValues(update, 1)).toEqual(Float32Array.of(1, -0, NaN));
  });

  test.each([0, -1, NaN])("a bound of %d is refused", (bound) => {
    expect(() => boundValues(new Float32Array(1), bound)).toThrow("must be in (0, ∞]");
  });
});
