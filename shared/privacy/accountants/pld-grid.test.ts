/** Random settings of DP-SGD, against dp_accounting 0.6: bench/peers/pld-grid.ts says how the file is made. @module */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DpEvent } from "../events.js";
import { pld, pldBounds, pldDelta } from "./pld.js";
import { rdp } from "./rdp.js";

interface Setting {
  readonly rate: number;
  readonly noise: number;
  readonly steps: number;
  readonly delta: number;
  /** by dp_accounting, on a grid fine enough: an upper bound, up to a thousandth */
  readonly epsilon: number;
}

const file = new URL("../../../test/golden/pld-grid.json", import.meta.url);
const settings = JSON.parse(readFileSync(file, "utf8")) as readonly Setting[];
const neighbours = "add-or-remove-one";
const eventOf = ({ rate, noise, steps }: Setting): DpEvent => ({
  type: "repeated",
  count: steps,
  event: { type: "poisson-sampled", probability: rate, event: { type: "gaussian", noiseMultiplier: noise } },
});
const named = settings.map((setting): [string, Setting] => [
  `rate ${setting.rate}, noise ${setting.noise}, ${setting.steps} steps, delta ${setting.delta}`,
  setting,
]);

test("there are forty", () => {
  expect(settings.length).toBe(40);
});

test.each(named)("%s: within 0.5 % of dp_accounting, below the Rényi divergence", (_, setting) => {
  const { delta, epsilon } = setting;
  const found = pld.epsilon([eventOf(setting)], delta, neighbours);
  expect(Math.abs(found - epsilon)).toBeLessThanOrEqual(0.005 * epsilon);
  expect(found).toBeLessThanOrEqual(rdp.epsilon([eventOf(setting)], delta, neighbours) * (1 + 1e-9));
});

describe("every fifth", () => {
  const some = named.filter((_, i) => i % 5 === 0);

  test.each(some)("%s: the bounds are in order and hold what is known", (_, setting) => {
    const { delta, epsilon } = setting;
    const { lower, estimate, upper } = pldBounds([eventOf(setting)], delta, neighbours);
    expect(lower).toBeLessThanOrEqual(estimate);
    expect(estimate).toBeLessThanOrEqual(upper);
    // theirs is an upper bound
    expect(lower).toBeLessThanOrEqual(epsilon);
    expect(upper).toBeLessThanOrEqual(1.005 * lower);
  });

  test.each(some.slice(4))("%s: delta at epsilon is delta", (_, setting) => {
    const { delta } = setting;
    const epsilon = pld.epsilon([eventOf(setting)], delta, neighbours);
    const found = pldDelta([eventOf(setting)], epsilon, neighbours, "upper").upper;
    expect(Math.abs(found / delta - 1)).toBeLessThan(1e-3);
  });
});
