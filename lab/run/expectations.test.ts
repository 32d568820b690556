import { expect, test } from "vitest";
import { variantSummary } from "../../test/support/variant-summary.js";
import type { VariantSummary } from "../runs/summary.js";
import { checkExpectations, valueAt } from "./expectations.js";

const psnrDb = { value: 31, chance: 12, controls: {}, low: 30, high: 32, n: 8, seeds: 1, strategies: {} };

function variant(epsilon: VariantSummary["privacy"]["epsilon"]): VariantSummary {
  const attack = { kind: "k", seat: "server", metrics: { psnrDb }, verdict: "leaked", explanation: [] } as const;
  return variantSummary(epsilon, { attacks: { curious: attack } });
}

test("values are found by the path that scenarios write", () => {
  expect(valueAt(variant({ rdp: 7.9 }), "accuracy")).toBe(0.9);
  expect(valueAt(variant({ rdp: 7.9 }), "attacks.curious.psnrDb")).toBe(31);
  expect(valueAt(variant({ rdp: 7.9 }), "privacy.epsilon.rdp")).toBe(7.9);
  expect(valueAt(variant("Infinity"), "privacy.epsilon.rdp")).toBe(Infinity);
  expect(valueAt(variant("Infinity"), "attacks.other.psnrDb")).toBeNull();
  expect(valueAt(variant("Infinity"), "privacy")).toBeNull();
});

test("values of baselines", () => {
  const compared = variantSummary("Infinity", {
    baselines: { standalone: { accuracy: 0.5, low: 0.25, high: 0.75, n: 3 } },
  });
  expect(valueAt(compared, "baselines.standalone.accuracy")).toBe(0.5);
  expect(valueAt(compared, "baselines.standalone.high")).toBe(0.75);
  expect(valueAt(compared, "baselines.centralised.accuracy")).toBeNull();
  expect(valueAt(variantSummary("Infinity"), "baselines.standalone.accuracy")).toBeNull();
});

test("bounds are strict, a value that is not there is not met, absent variants are left out", () => {
  const variants = { run: variant("Infinity") };
  const check = (metric: string, bounds: { above?: number; below?: number }) =>
    checkExpectations([{ variant: "run", metric, ...bounds }], variants)[0].met;
  expect(check("accuracy", { above: 0.89 })).toBe(true);
  expect(check("accuracy", { above: 0.9 })).toBe(false);
  expect(check("accuracy", { below: 0.9 })).toBe(false);
  expect(check("accuracy", { above: 0.8, below: 0.95 })).toBe(true);
  expect(check("accuracy", { above: 0.8, below: 0.85 })).toBe(false);
  expect(check("attacks.curious.ssim", { above: 0 })).toBe(false);
  expect(checkExpectations([{ variant: "gone", metric: "accuracy", above: 0 }], variants)).toEqual([]);
});
