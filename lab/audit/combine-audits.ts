/** One audit from the same audit of several seeds. @module */
import { addEvidence, auditEvidence } from "../../shared/privacy/audit/canary-audit.js";
import type { ClaimedPoint } from "../../shared/privacy/audit/one-run-trade-off.js";
import type { AuditSummary } from "../runs/summary.js";

/**
 * Seeds are independent runs, so that their evidence adds up. What they claim, each of them claims: where seeds divide the
 * data otherwise, some claim more than others. The histogram is the first seed's.
 * @param seeds at least one
 */
export function combineAudits(seeds: readonly AuditSummary[]): AuditSummary {
  const [first] = seeds;
  if (seeds.length === 1) return first;
  const evidence = addEvidence(seeds.map((seed) => seed.evidence));
  const profile = commonProfile(seeds.map((seed) => seed.profile));
  const claimed = Math.max(...seeds.map((seed) => Number(seed.claimed)));
  const { delta, significance } = first;
  return {
    ...first,
    ...auditEvidence(evidence, { delta, significance, profile }),
    claimed: Number.isFinite(claimed) ? claimed : "Infinity",
    evidence,
    profile,
  };
}

/** At each delta the highest epsilon, where all have one. */
function commonProfile([first, ...others]: readonly (readonly ClaimedPoint[])[]): ClaimedPoint[] {
  return first.flatMap(({ epsilon, delta }) => {
    const at = others.map((profile) => profile.find((point) => point.delta === delta)?.epsilon ?? Infinity);
    const highest = Math.max(epsilon, ...at);
    return Number.isFinite(highest) ? [{ epsilon: highest, delta }] : [];
  });
}
