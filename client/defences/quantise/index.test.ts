import { describe, expect, test } from "vitest";
import { bounded, contextAt, createDefence, turnFacts, updateDefenceContract } from "../../../test/contract/defence.js";
import type { Release } from "../../../shared/plugins/defence.js";
import { plannedRelease, rawRelease } from "../../../shared/privacy/planned-release.js";
import { quantise } from "./index.js";

updateDefenceContract({ plugin: quantise, params: { levels: 4 }, sparse: true });
updateDefenceContract({ plugin: quantise, params: { levels: 127, scale: "l2" }, sparse: true });

const round = (params: { levels: number; scale?: string }, update: Float32Array, turn = 1): Float32Array =>
  createDefence(quantise, params).protectUpdate!(update, contextAt(turn)).update;

const wave = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i * i) / 7);
const greatestOf = (update: Float32Array): number => Math.max(...update.map(Math.abs));

describe("quantise", () => {
  test.each(["max", "l2"])("scale %s: one of the two levels around each value, its sign kept", (scale) => {
    for (const levels of [1, 3, 127]) {
      const greatest = scale === "max" ? greatestOf(wave) : Math.hypot(...wave);
      round({ levels, scale }, wave).forEach((value, i) => {
        expect(Math.abs(value - wave[i])).toBeLessThan((greatest / levels) * (1 + 1e-6));
        const level = (value / greatest) * levels;
        expect(Math.abs(level - Math.round(level))).toBeLessThan(1e-4);
        if (value !== 0) expect(Math.sign(value)).toBe(Math.sign(wave[i]));
      });
    }
  });

  test("at most 2 levels + 1 distinct bit patterns, whatever the signs of the zeros", () => {
    const update = wave.slice().fill(-0, 0, 10).fill(0, 10, 20);
    for (const levels of [1, 5, 127]) {
      const bits = new Set(new Uint32Array(round({ levels }, update).buffer));
      expect(bits.size).toBeLessThanOrEqual(2 * levels + 1);
    }
    expect(new Set(round({ levels: 127 }, update)).size).toBeGreaterThan(200);
  });

  test("zeros stay zero, the greatest stays bit by bit, and what lies on a level does not move", () => {
    const update = Float32Array.of(0, 0.7, -0.7, -0, 0.35);
    for (let turn = 1; turn <= 50; turn++) {
      expect([...round({ levels: 2 }, update, turn)]).toEqual([...Float32Array.of(0, 0.7, -0.7, 0, 0.35)]);
    }
    const once = round({ levels: 1 }, wave);
    expect(round({ levels: 1 }, once, 2)).toEqual(once);
  });

  test.each([
    [1, "max"],
    [4, "max"],
    [127, "max"],
    [100, "l2"],
  ])("%d levels, scale %s: every coordinate keeps its expectation (false alarm 1e-6 in all)", (levels, scale) => {
    const update = Float32Array.of(0.9, -0.013, 0.31, 0.0004, -0.6, 0.25, 0.77);
    const trials = 20_000;
    const sums = new Float64Array(update.length);
    for (let turn = 1; turn <= trials; turn++) {
      round({ levels, scale }, update, turn).forEach((value, i) => (sums[i] += value));
    }
    const step = (scale === "max" ? greatestOf(update) : Math.hypot(...update)) / levels;
    update.forEach((value, i) => {
      const share = (Math.abs(value) / step) % 1;
      // a Bernoulli draw of variance share (1 - share), in steps; Poisson's skew where the share is small
      const spread = 5.6 * step * Math.sqrt((share * (1 - share)) / trials) + (6 * step) / trials;
      expect(Math.abs(sums[i] / trials - value), `coordinate ${i}`).toBeLessThan(spread + 1e-7);
    });
  });

  test("coordinates are rounded independently of each other (false alarm 1e-6)", () => {
    const n = 50_000;
    const update = new Float32Array(n).fill(0.5).fill(1, 0, 1);
    const up = round({ levels: 1 }, update).map((value) => (value > 0.5 ? 1 : -1));
    const lag = up.slice(2).reduce((sum, value, i) => sum + value * up[i + 1], 0);
    expect(Math.abs(lag)).toBeLessThan(4.9 * Math.sqrt(n));
  });

  test("is no mechanism: alone non-private, after one post-processing; no bound survives it", () => {
    const defence = createDefence(quantise, { levels: 4 });
    expect(plannedRelease([defence], turnFacts(), 1).event.type).toBe("non-private");
    expect(defence.release(bounded(1, 2), turnFacts(), 1)).toEqual(rawRelease);
    const event = { type: "gaussian", noiseMultiplier: 1 } as const;
    const noisy: Release = { ...bounded(1), event, neighbours: "replace-one" };
    expect(defence.release(noisy, turnFacts(), 1)).toEqual({ ...noisy, ...rawRelease });
  });

  test("the norm of a clipped update may grow, which is why no bound survives", () => {
    const update = new Float32Array(1000).fill(0.5).fill(1, 0, 1);
    expect(Math.hypot(...round({ levels: 1 }, update))).toBeGreaterThan(1.2 * Math.hypot(...update));
  });

  test.each([0, 128, 1.5, NaN])("refuses %d levels", (levels) => {
    expect(quantise.params.safeParse({ levels }).success).toBe(false);
  });
});
