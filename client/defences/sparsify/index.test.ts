import { describe, expect, test } from "vitest";
import { bounded, contextAt, createDefence, turnFacts, updateDefenceContract } from "../../../test/contract/defence.js";
import type { Protected, Release } from "../../../shared/plugins/defence.js";
import { plannedRelease, rawRelease } from "../../../shared/privacy/planned-release.js";
import { sparsify } from "./index.js";

updateDefenceContract({ plugin: sparsify, params: { keepFraction: 0.1 }, neutral: { keepFraction: 1 }, sparse: true });

const keep = (keepFraction: number, update: Float32Array): Protected =>
  createDefence(sparsify, { keepFraction }).protectUpdate!(update, contextAt(1));

describe("sparsify", () => {
  test("keeps the greatest in size, bit by bit, and says how much of the norm they have", () => {
    const { update, measurements } = keep(0.4, Float32Array.of(0.1, -4, 0.2, 3, -0.3));
    expect([...update]).toEqual([0, -4, 0, 3, 0]);
    expect(measurements).toHaveLength(1);
    expect(measurements[0]).toMatchObject({ name: "sparsify/norm-kept", unit: "fraction" });
    expect(measurements[0].value).toBeCloseTo(5 / Math.sqrt(25.14), 6);
  });

  test("no coordinate that is dropped is greater than one that is kept", () => {
    const update = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
    const kept = keep(0.07, update).update;
    const sizes = [...update].map(Math.abs);
    const least = Math.min(...sizes.filter((_, i) => kept[i] !== 0));
    const greatest = Math.max(...sizes.filter((_, i) => kept[i] === 0));
    expect(kept.filter((value) => value !== 0)).toHaveLength(70);
    expect(least).toBeGreaterThanOrEqual(greatest);
  });

  test("keeps at least one, and a zero update as it is", () => {
    expect([...keep(1e-9, Float32Array.of(1, -2, 1)).update]).toEqual([0, -2, 0]);
    const { update, measurements } = keep(0.5, new Float32Array(4));
    expect([...update]).toEqual([0, 0, 0, 0]);
    expect(measurements[0].value).toBe(1);
  });

  test("is no mechanism: alone it is non-private, after one it changes nothing, bounds stay", () => {
    const defence = createDefence(sparsify, { keepFraction: 0.1 });
    expect(plannedRelease([defence], turnFacts(), 1).event.type).toBe("non-private");
    const event = { type: "gaussian", noiseMultiplier: 1 } as const;
    const noisy: Release = { ...rawRelease, event, neighbours: "replace-one" };
    for (const before of [rawRelease, bounded(1, 2), noisy]) {
      expect(defence.release(before, turnFacts(), 1)).toEqual(before);
    }
  });

  test.each([0, -1, 1.01, NaN])("refuses keepFraction %d", (keepFraction) => {
    expect(sparsify.params.safeParse({ keepFraction }).success).toBe(false);
  });
});
