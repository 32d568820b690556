import { expect, test } from "vitest";
import { auditEvidence, type Evidence } from "../../shared/privacy/audit/canary-audit.js";
import { outcomesOf } from "../../shared/privacy/audit/many-runs.js";
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
  const evidence: Evidence = { kind: "one-run", tally: [{ canaries: 100, guesses: 100, correct }] };
  return {
    ...{ participant: 0, unit: "example", neighbours: "add-or-remove-one", delta: 1e-5, confidence: 0.95 },
    ...{ significance: 1e-4, claimed: 0.5, evidence, profile, histogram: { edges: [], isIn: [], isOut: [] } },
    ...auditEvidence(evidence, { profile, delta: 1e-5, significance: 1e-4 }),
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

test("one canary in each of many seeds is a test with rates", () => {
  const seeds = Array.from({ length: 60 }, (_, i): AuditSummary => {
    const evidence: Evidence = { kind: "many-runs", outcomes: outcomesOf(i % 2 === 0 ? 1 : -1, i % 2 === 0) };
    return { ...audited(0), evidence, ...auditEvidence(evidence, { profile, delta: 1e-5, significance: 1e-4 }) };
  });
  expect(seeds[0]).toMatchObject({ canaries: 1, correct: 1, epsilonLowerBound: 0, gaussianLowerBound: 0, holds: true });
  const combined = combineAudits(seeds);
  expect(combined).toMatchObject({ canaries: 60, guesses: 60, correct: 60, holds: false });
  // 30 of 30 and 0 of 30: both rates are 0.025^(1/30) away from the far side
  const rate = 0.025 ** (1 / 30);
  expect(combined.epsilonLowerBound).toBeCloseTo(Math.log((rate - 1e-5) / (1 - rate)), 9);
  expect(combined.gaussianLowerBound).toBeGreaterThan(combined.epsilonLowerBound);
});

test("seeds that claim different things together claim the weakest", () => {
  const weak = audited(76, { profile: [{ epsilon: 3, delta: 1e-5 }], claimed: 3 });
  expect(combineAudits([audited(76), weak])).toMatchObject({ claimed: 3, profile: [{ epsilon: 3, delta: 1e-5 }] });
  const none = audited(76, { profile: [], claimed: "Infinity" });
  expect(combineAudits([audited(100), none])).toMatchObject({ claimed: "Infinity", profile: [], holds: true });
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
