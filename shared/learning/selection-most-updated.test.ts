import fc from "fast-check";
import { expect, test } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { mostUpdated } from "./selection-most-updated.js";

test.each([
  ["counters", (counts: number[]) => Uint32Array.from(counts)],
  ["decayed counters", (counts: number[]) => Float64Array.from(counts, (count) => 0.9 ** count)],
])("%s: the values are those that sorting finds", (_, make) => {
  const counts = fc.array(fc.nat(5), { maxLength: 100 });
  fc.assert(
    fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (raw, share, seed) => {
      const counters = make(raw);
      const count = Math.round(share * counters.length);
      const select = () => [...mostUpdated(counters, count, RngStream.fromSeed(seed))];
      const selected = select();
      const sorted = [...counters].sort((a, b) => b - a).slice(0, count);
      expect(selected.map((i) => counters[i]).sort((a, b) => b - a)).toEqual(sorted);
      expect(selected.every((i, at) => at === 0 || i > selected[at - 1])).toBe(true);
      expect(select()).toEqual(selected);
    }),
    { seed: 1 },
  );
});

test("of equals each is equally likely, whatever its place (false alarm 3e-6 in all)", () => {
  const counters = Uint32Array.of(2, 1, 2, 3, 2, 2, 0, 2);
  const seen = new Float64Array(8);
  const [rng, draws] = [RngStream.fromSeed(5), 10_000];
  for (let t = 0; t < draws; t++) for (const i of mostUpdated(counters, 3, rng)) seen[i]++;
  expect([seen[3], seen[1], seen[6]]).toEqual([draws, 0, 0]);
  // two of the five that equal 2
  for (const i of [0, 2, 4, 5, 7]) expect(Math.abs(seen[i] - 0.4 * draws)).toBeLessThan(5 * Math.sqrt(0.24 * draws));
});

test("refuses more than there are, and a NaN", () => {
  const rng = RngStream.fromSeed(1);
  expect(() => mostUpdated(new Uint32Array(3), 4, rng)).toThrow(RangeError);
  expect(() => mostUpdated(Float64Array.of(0, NaN), 1, rng)).toThrow("value 1 is NaN");
});
