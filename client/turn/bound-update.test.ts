import fc from "fast-check";
import { expect, test } from "vitest";
import { normOf } from "../../shared/learning/bounded-norm.js";
import type { UpdateBounding } from "../../shared/plugins/aggregator.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { layoutOf } from "../../shared/tensor/param-vector.js";
import { boundUpdate } from "./bound-update.js";

/** Two layers: of 3 + 1 and of 2 parameters. */
const layout = layoutOf([
  { name: "dense-1/kernel", shape: [3] },
  { name: "dense-1/bias", shape: [1] },
  { name: "dense-2/kernel", shape: [2] },
]);
const rng = RngStream.fromSeed(2);
const flat: UpdateBounding = { clipping: "flat", tellsWithin: true };
const all = undefined;

const bound = (update: Float32Array, bounding: UpdateBounding, clipNorm = 1, examples = 60) =>
  boundUpdate({ update, indices: all }, bounding, { clipNorm, examples, layout, rng });

test("an update within the clip is left bit for bit, and says that it is within", () => {
  const update = Float32Array.of(0.1, 0.2, -0.3, 0, 0.4, 0.5);
  expect(bound(update, flat)).toMatchObject({ update, withinClip: 0.5 });
});

test("a longer one keeps its direction, and what was given stays as it was", () => {
  const update = Float32Array.of(3, 0, 0, 0, 0, 4);
  const { update: bounded, withinClip } = bound(update, flat, 1);
  expect([...bounded]).toEqual([expect.closeTo(0.6, 6), 0, 0, 0, 0, expect.closeTo(0.8, 6)]);
  expect(withinClip).toBe(-0.5);
  expect([...update]).toEqual([3, 0, 0, 0, 0, 4]);
});

test("per layer, each of m layers is bounded by the clip norm over √m, a kernel with its bias", () => {
  const update = Float32Array.of(3, 0, 0, 4, 0.1, 0);
  const { update: bounded } = bound(update, { clipping: "per-layer", tellsWithin: false }, Math.SQRT2);
  expect([...bounded]).toEqual([0.6, 0, 0, 0.8, 0.1, 0].map((value) => expect.closeTo(value, 6) as number));
});

test("it weighs by its examples, up to the cap, after the clip", () => {
  const update = Float32Array.of(3, 0, 0, 0, 0, 4);
  const weighed = (examples: number) => normOf(bound(update, { ...flat, weightCap: 120 }, 1, examples).update);
  expect(weighed(60)).toBeCloseTo(0.5, 6);
  expect(weighed(120)).toBeCloseTo(1, 6);
  expect(weighed(1200)).toBeCloseTo(1, 6);
});

test.each([NaN, Infinity, -Infinity])("an update with %d counts as zero, and not as within the clip", (value) => {
  const { update, withinClip } = bound(Float32Array.of(1, value, 0, 0, 0, 0), flat);
  expect([...update]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(withinClip).toBe(-0.5);
});

test("whatever the update, its norm ends within weight times clip norm, in float32", () => {
  const values = fc.float32Array({ minLength: 6, maxLength: 6, noNaN: true, max: 2 ** 60, min: -(2 ** 60) });
  const settings = fc.record({
    clipNorm: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    examples: fc.integer({ min: 1, max: 200 }),
    clipping: fc.constantFrom("flat" as const, "per-layer" as const),
  });
  fc.assert(
    fc.property(values, settings, (update, { clipNorm, examples, clipping }) => {
      const { update: bounded } = bound(update, { clipping, tellsWithin: false, weightCap: 100 }, clipNorm, examples);
      return normOf(bounded) <= Math.min(1, examples / 100) * clipNorm * (1 + 1e-12);
    }),
    { seed: 4, numRuns: 300 },
  );
});

test("its share of the noise is on every coordinate and on what it says, and the same when it is asked again", () => {
  const noise = { coordinate: 0.5, indicator: 3 };
  const sparse = { update: new Float32Array(6), indices: Int32Array.of(1) };
  const turn = () =>
    boundUpdate(sparse, { ...flat, noise }, { clipNorm: 2, examples: 60, layout, rng: rng.fork("turn") });
  const { update, indices, withinClip } = turn();
  expect(indices).toBeUndefined();
  expect(update.every((value) => value !== 0)).toBe(true);
  expect(Math.abs(withinClip ?? 0)).not.toBe(0.5);
  expect(turn()).toEqual(turn());
});
