import { describe, expect, test } from "vitest";
import { contextAt, createDefence, turnFacts, updateDefenceContract } from "../../../test/contract/defence.js";
import { clip } from "./index.js";

updateDefenceContract({ plugin: clip, params: { clipNorm: 1 }, neutral: { clipNorm: 1e9 } });

const norm = (values: Float32Array): number => Math.hypot(...values);
const clipTo = (clipNorm: number, update: Float32Array) =>
  createDefence(clip, { clipNorm }).protectUpdate!(update, contextAt(1));

describe("clip", () => {
  test("scales a long update to the bound, its direction kept", () => {
    const { update, measurements } = clipTo(1, Float32Array.of(3, 0, -4));
    [0.6, 0, -0.8].forEach((expected, i) => expect(update[i]).toBeCloseTo(expected, 6));
    expect(measurements).toEqual([
      { name: "clip/norm", value: 5, unit: "L2" },
      { name: "clip/clipped", value: 1, unit: "fraction" },
    ]);
  });

  test("the bound is a true one: no rounding passes it", () => {
    for (let i = 1; i <= 300; i++) {
      const update = Float32Array.from({ length: 50 }, (_, j) => Math.sin(i * 37 + j * j));
      const clipNorm = 0.001 * i;
      const clipped = norm(clipTo(clipNorm, update).update);
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
    expect(defence.release({ l2Bound: Infinity }, turnFacts())).toEqual({ l2Bound: 2 });
    expect(defence.release({ l2Bound: 1 }, turnFacts())).toEqual({ l2Bound: 1 });
    const noisy = {
      l2Bound: Infinity,
      event: { type: "gaussian", noiseMultiplier: 1 },
      neighbours: "replace-one",
    } as const;
    expect(defence.release(noisy, turnFacts())).toEqual({ ...noisy, l2Bound: 2 });
  });

  test.each([0, -1, NaN, Infinity])("refuses clipNorm %d", (clipNorm) => {
    expect(clip.params.safeParse({ clipNorm }).success).toBe(false);
  });
});
