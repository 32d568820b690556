import fc from "fast-check";
import { expect, test } from "vitest";
import { selectedCount } from "../../shared/learning/selection.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { share, type SharingRules } from "./share.js";

const rng = () => RngStream.fromSeed(2).fork("selection");
const everything: SharingRules = { uploadFraction: 1, select: "largest", threshold: 0 };
const update = Float32Array.of(0.5, 0, -3, 0.25, -0.1);

test("everything leaves as it is by default", () => {
  expect(share(update, false, everything, rng())).toEqual({ update, indices: undefined });
});

test("a sparse update leaves its zeros at home", () => {
  expect(share(update, true, everything, rng()).indices).toEqual(Int32Array.of(0, 2, 3, 4));
});

test("selection ranks what was computed, then bounds it", () => {
  const shared = share(update, false, { ...everything, uploadFraction: 0.4, valueBound: 0.3 }, rng());
  expect(shared.indices).toEqual(Int32Array.of(0, 2));
  expect([...shared.update]).toEqual([Math.fround(0.3), 0, -Math.fround(0.3), 0.25, Math.fround(-0.1)].map(below));
});

/** the greatest float32 within ± 0.3 */
function below(value: number): number {
  return Math.abs(value) > 0.3 ? Math.sign(value) * 0.29999998211860657 : value;
}

test("every value that is shared lies within ± the bound, whatever the update", () => {
  const values = fc.float32Array({ noNaN: true, minLength: 1, maxLength: 60 });
  const rules = fc.record({
    uploadFraction: fc.double({ min: 0.01, max: 1, noNaN: true }),
    select: fc.constantFrom("largest" as const, "random-threshold" as const),
    threshold: fc.double({ min: 0, max: 10, noNaN: true }),
    valueBound: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
  });
  fc.assert(
    fc.property(values, rules, (given, sharing) => {
      const shared = share(given, false, sharing, rng());
      expect(shared.update.every((value) => Math.abs(value) <= sharing.valueBound)).toBe(true);
      if (shared.indices === undefined) return;
      expect(shared.indices.length).toBeLessThanOrEqual(selectedCount(given.length, sharing.uploadFraction));
      if (sharing.select === "random-threshold") {
        for (const index of shared.indices) expect(Math.abs(given[index])).toBeGreaterThan(sharing.threshold);
      }
    }),
  );
});
