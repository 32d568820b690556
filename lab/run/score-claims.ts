/** Holds an attack's claims against the lots that really were, and records both. @module */
import type { AttackOutcome, Lot } from "../launch/federation.js";
import type { PlannedAttack } from "../launch/plan-attack.js";
import type { RunPlan } from "../launch/plan.js";
import type { AttackSummary } from "../runs/summary.js";
import { scoreAttack } from "../score/score-attack.js";
import { truthsOf, type AttackedTurn } from "../score/truths.js";
import { writeAttack } from "../score/write-attack.js";

export interface Finding {
  readonly outcome: AttackOutcome;
  /** what the seat saw, in order */
  readonly seen: readonly AttackedTurn[];
  /** those of the attacked turns */
  readonly lots: readonly Lot[];
}

/** @param directory where the attack's files go, made if absent */
export function scoreClaims(
  { config, dataset, root }: RunPlan,
  { id, attack, threat, turns }: PlannedAttack,
  { outcome, seen, lots }: Finding,
  directory: string,
): AttackSummary {
  const { claims, failure } = outcome;
  // who is in a sum is known once it is seen; of single updates those that never came are missing claims
  const truths = truthsOf(config.server.sees === "sum" ? seen : turns, lots, dataset.open("train"));
  const test = dataset.open("test");
  const auxiliary = test.gather(Int32Array.from({ length: test.count }, (_, i) => i));
  const rng = root.fork("score", id);
  const scored = scoreAttack({ kind: attack.kind, seat: threat.seat, claims, failure, truths, auxiliary, rng });
  writeAttack(directory, { id, threat, claims, truths, shape: dataset.shape, scored });
  return scored.summary;
}
