import { expect, test } from "vitest";
import { auditTally, type Tally } from "../../shared/privacy/audit/canary-audit.js";
import { variantSummary } from "../../test/support/variant-summary.js";
import type { AuditSummary } from "../runs/summary.js";
import { accusation } from "./accusation.js";
import { combineAudits } from "./combine-audits.js";
import { histogramOf } from "./histogram.js";

const profile = [
  { epsilon: 1, delta: 1e-12 },
  { epsilon: 0.5, delta: 1e-5 },
];

function audited(correct: number, changes: Partial<AuditSummary> = {}): AuditSummary {
  const tally: Tally = [{ canaries: 100, guesses: 100, correct }];
  return {
    ...{ participant: 0, unit: "example", neighbours: "add-or-remove-one", delta: 1e-5, confidence: 0.95 },
    ...{ significance: 1e-4, claimed: 0.5, tally, profile, histogram: { edges: [], isIn: [], isOut: [] } },
    ...auditTally(tally, { profile, delta: 1e-5, significance: 1e-4 }),
    ...changes,
  };
}

test("guesses of several seeds add up: together they refute what each alone does not", () => {
  const seeds = Array.from({ length: 5 }, () => audited(76));
  expect(seeds[0].holds).toBe(true);
  const combined = combineAudits(seeds);
  expect(combined).toMatchObject({ canaries: 500, guesses: 500, correct: 380, holds: false, claimed: 0.5 });
  expect(combined.epsilonLowerBound).toBeGreaterThan(seeds[0].epsilonLowerBound);
});

test("a run is accused in words, with every audit that a claim does not survive", () => {
  const sound = variantSummary("Infinity", { audits: { coins: audited(60) } });
  expect(accusation({ sound, without: variantSummary("Infinity") })).toBeUndefined();
  const broken = variantSummary("Infinity", { audits: { coins: audited(100) } });
  expect(accusation({ sound, broken })).toMatch(
    /^audit coins of broken guessed 100 of 100 canaries right: measured at least epsilon \d\.\d\d at delta 0\.00001, claimed epsilon 0\.50/,
  );
});

test("a histogram counts every canary, far ones at the ends", () => {
  const scores = Float64Array.from({ length: 50 }, (_, i) => (i === 0 ? 1e6 : i));
  const { isIn, isOut, edges } = histogramOf(
    scores,
    Array.from(scores, (_, i) => i % 2 === 0),
  );
  expect(edges).toHaveLength(25);
  expect([isIn, isOut].map((counts) => counts.reduce((a, b) => a + b, 0))).toEqual([25, 25]);
  expect(isIn.at(-1)).toBe(1);
});
