import { describe, expect, test } from "vitest";
import { bounded, contextAt, createDefence, turnFacts, updateDefenceContract } from "../../../test/contract/defence.js";
import { clip } from "./index.js";

updateDefenceContract({ plugin: clip, params: { clipNorm: 1 }, neutral: { clipNorm: 1e9 } });
updateDefenceContract({ plugin: clip, params: { clipNorm: 1, norm: "l1" }, neutral: { clipNorm: 1e9, norm: "l1" } });

const norm = (values: Float32Array): number => Math.hypot(...values);
const l1Norm = (values: Float32Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0);
const clipTo = (clipNorm: number, update: Float32Array, which = "l2") =>
  createDefence(clip, { clipNorm, norm: which }).protectUpdate!(update, contextAt(1));

describe("clip", () => {
  test("scales a long update to the bound, its direction kept", () => {
    const { update, measurements } = clipTo(1, Float32Array.of(3, 0, -4));
    [0.6, 0, -0.8].forEach((expected, i) => expect(update[i]).toBeCloseTo(expected, 6));
    expect(measurements).toEqual([
      { name: "clip/norm", value: 5, unit: "L2" },
      { name: "clip/clipped", value: 1, unit: "fraction" },
    ]);
  });

  test("to an L1 norm", () => {
    const { update, measurements } = clipTo(1, Float32Array.of(3, 0, -1), "l1");
    [0.75, 0, -0.25].forEach((expected, i) => expect(update[i]).toBeCloseTo(expected, 6));
    expect(measurements[0]).toEqual({ name: "clip/norm", value: 4, unit: "L1" });
    expect([...clipTo(4, Float32Array.of(3, 0, -1), "l1").update]).toEqual([3, 0, -1]);
  });

  test.each([
    ["l2", norm],
    ["l1", l1Norm],
  ] as const)("the %s bound is a true one: no rounding passes it", (which, normOf) => {
    for (let i = 1; i <= 300; i++) {
      const update = Float32Array.from({ length: 50 }, (_, j) => Math.sin(i * 37 + j * j));
      const clipNorm = 0.001 * i;
      const clipped = normOf(clipTo(clipNorm, update, which).update);
      expect(clipped).toBeLessThanOrEqual(clipNorm);
      expect(clipped).toBeGreaterThan(clipNorm * (1 - 1e-6));
    }
  });

  test("leaves a zero update and one exactly at the bound alone", () => {
    expect([...clipTo(1, new Float32Array(3)).update]).toEqual([0, 0, 0]);
    expect([...clipTo(5, Float32Array.of(3, 4)).update]).toEqual([3, 4]);
    expect(clipTo(1, new Float32Array(3)).measurements[1].value).toBe(0);
  });

  test("bounds the update and claims no mechanism", () => {
    const defence = createDefence(clip, { clipNorm: 2 });
    expect(defence.release(bounded(Infinity), turnFacts(), 1)).toEqual(bounded(2));
    expect(defence.release(bounded(1, 1.5), turnFacts(), 1)).toEqual(bounded(1, 1.5));
    const event = { type: "gaussian", noiseMultiplier: 1 } as const;
    const noisy = { ...bounded(Infinity), event, neighbours: "replace-one" } as const;
    expect(defence.release(noisy, turnFacts(), 1)).toEqual({ ...noisy, l2Bound: 2 });
  });

  test("a bound on the L1 norm is one on the L2 norm; the reverse is not known", () => {
    const defence = createDefence(clip, { clipNorm: 2, norm: "l1" });
    expect(defence.release(bounded(Infinity), turnFacts(), 1)).toEqual(bounded(2, 2));
    expect(defence.release(bounded(1), turnFacts(), 1)).toEqual(bounded(1, 2));
    expect(defence.release(bounded(1, 1.5), turnFacts(), 1)).toEqual(bounded(1, 1.5));
  });

  test.each([0, -1, NaN, Infinity])("refuses clipNorm %d", (clipNorm) => {
    expect(clip.params.safeParse({ clipNorm }).success).toBe(false);
  });
});
