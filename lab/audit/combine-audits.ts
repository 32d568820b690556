/** One audit from the same audit of several seeds. @module */
import { addTallies, auditTally } from "../../shared/privacy/audit/canary-audit.js";
import type { AuditSummary } from "../runs/summary.js";

/**
 * Canaries of independent runs are so many more canaries of one mechanism that treats each apart, so that guesses add
 * up. The histogram is the first seed's, and so is the claim, which no seed changes.
 * @param seeds at least one
 */
export function combineAudits(seeds: readonly AuditSummary[]): AuditSummary {
  const [first] = seeds;
  if (seeds.length === 1) return first;
  const tally = addTallies(seeds.map((seed) => seed.tally));
  const { delta, profile, significance } = first;
  const finding = auditTally(tally, { delta, significance, profile });
  return { ...first, ...finding, tally };
}
