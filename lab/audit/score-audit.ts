/** Holds an auditor's scores against the coins, and what they say against what was accounted for. @module */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accountants as builtIn } from "../../shared/privacy/accountants/index.js";
import { auditEvidence, BOUND_CONFIDENCE, type Evidence } from "../../shared/privacy/audit/canary-audit.js";
import { claimedProfile } from "../../shared/privacy/audit/claimed-profile.js";
import { outcomesOf } from "../../shared/privacy/audit/many-runs.js";
import { tallyOf } from "../../shared/privacy/audit/tally.js";
import type { PrivacyLedger } from "../../shared/privacy/ledger.js";
import type { PlannedAudit } from "../launch/plan-audit.js";
import type { RunPlan } from "../launch/plan.js";
import type { AuditSummary } from "../runs/summary.js";
import { histogramOf } from "./histogram.js";

export interface AuditEvidence {
  /** [m] */
  readonly scores: Float64Array;
  /** what the participant is said to have released */
  readonly ledger: PrivacyLedger;
  /** of a false accusation */
  readonly significance: number;
}

/** @param directory where the scores and the coins go, made if absent */
export function scoreAudit(
  { config: { privacy }, participants }: RunPlan,
  { id, kind, participant, canaries, isIn }: PlannedAudit,
  { scores, ledger, significance }: AuditEvidence,
  directory: string,
): AuditSummary {
  mkdirSync(directory, { recursive: true });
  const record = { participant, examples: [...canaries.examples], labels: [...canaries.labels], isIn };
  writeFileSync(join(directory, `${id}.json`), `${JSON.stringify({ ...record, scores: [...scores] })}\n`);
  const { neighbours } = participants[participant].releases(1);
  const events = ledger.events(participant);
  // one canary is one example; beside the accountants of the run one that is exact for full batches, and quick
  const chosen = builtIn.filter(({ name }) => privacy.accountants.includes(name) || name === "gdp");
  const isClaimed = privacy.unit === "example" && neighbours === "add-or-remove-one";
  const profile = isClaimed ? claimedProfile(chosen, events, neighbours) : [];
  const claimed =
    isClaimed && profile.length > 0
      ? Math.min(
          ...chosen
            .filter(({ kind }) => kind === "upper-bound")
            .map((accountant) => ledger.epsilon(participant, accountant, privacy.delta)),
        )
      : Infinity;
  const { delta } = privacy;
  const evidence: Evidence =
    kind === "one-run" ? { kind, tally: tallyOf(scores, isIn) } : { kind, outcomes: outcomesOf(scores[0], isIn[0]) };
  return {
    participant,
    unit: "example",
    neighbours: "add-or-remove-one",
    delta,
    confidence: BOUND_CONFIDENCE,
    significance,
    claimed: Number.isFinite(claimed) ? claimed : "Infinity",
    ...auditEvidence(evidence, { delta, significance, profile }),
    evidence,
    profile,
    histogram: histogramOf(scores, isIn),
  };
}
