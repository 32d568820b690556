/** One variant with one seed: run it, record it, score it. @module */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Turn } from "../../shared/plugins/attack.js";
import type { RepresentativeClaim } from "../../shared/plugins/participant-attack.js";
import { AggregateLedger } from "../../shared/privacy/aggregate-ledger.js";
import { PrivacyLedger } from "../../shared/privacy/ledger.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import { weightsDigest } from "../../shared/protocol/digest.js";
import { isMalicious } from "../../shared/scenario/attack-seats.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import { scoreAudit } from "../audit/score-audit.js";
import type { Baselines } from "../baselines/baselines.js";
import type { Judges } from "../judge/judges.js";
import { runFederation, type Lot } from "../launch/federation.js";
import type { RunPlan } from "../launch/plan.js";
import { writeLot } from "../runs/attacked-lots.js";
import { EventLog } from "../runs/event-log.js";
import { appendJsonLine } from "../runs/json-lines.js";
import { npy } from "../runs/npy.js";
import { ObservationLog } from "../runs/observation-log.js";
import { ToldTurns, verifyLedgers } from "../runs/participant-ledgers.js";
import type { AttackSummary, AuditSummary, VariantSummary } from "../runs/summary.js";
import type { AttackedTurn } from "../score/truths.js";
import { writeSafetensors } from "../weights/safetensors.js";
import { jobsOf, taskOf } from "./jobs.js";
import { plannedEpsilon, printable, privacySummary } from "./privacy.js";
import { scoreClaims } from "./score-claims.js";
import { scoreParticipantAttack } from "./score-participant-attack.js";

export interface VariantRun {
  readonly plan: RunPlan;
  readonly backend: BackendName;
  /** shared by the variants of a run */
  readonly baselines: Baselines;
  /** likewise */
  readonly judges: Judges;
  /** created here */
  readonly directory: string;
  /** of a false accusation by one of its audits */
  readonly auditSignificance: number;
  readonly signal: AbortSignal;
  /** told every event as it comes */
  readonly onEvent: (event: RunEvent) => void;
}

/**
 * Aborted once training is over, it is scored with the claims there are.
 * @throws {Error} when the federation cannot go on or the signal aborts before; what was recorded until then is kept
 */
export async function runVariant(run: VariantRun): Promise<VariantSummary> {
  const { plan, backend, directory, signal, onEvent } = run;
  const task = taskOf(plan, backend);
  mkdirSync(directory, { recursive: true });
  const events = new EventLog(directory);
  const observations = new ObservationLog(directory);
  const ledger = new PrivacyLedger();
  const aggregates = new AggregateLedger();
  const told = new ToldTurns();
  const withdrawn = new Set<number>();
  const lots: Lot[] = [];
  const seen = new Map(plan.attacks.map(({ id }) => [id, [] as AttackedTurn[]]));
  const claims = new Map(plan.participantAttacks.map(({ id }) => [id, [] as RepresentativeClaim[]]));
  // the truth of turns that nobody attacks would fill the memory of a long run
  const targeted = new Set(plan.attacks.flatMap(({ turns }) => turns.map(turnName)));
  let incidents = 0;

  const record = (event: RunEvent): void => {
    events.write(event);
    onEvent(event);
    if (event.type === "incident" && event.what === "withdrawn") withdrawn.add(event.participant);
    else if (event.type === "incident") incidents++;
    if (event.type === "attack") appendJsonLine(join(directory, "attacks", event.id, "progress.jsonl"), event);
    if (event.type === "turn" && told.add(event) && !isMalicious(plan.config, event.participant))
      ledger.append({ participant: event.participant, round: event.round, ...event.release });
    if (event.type === "aggregate") {
      const { round, release, participants } = event;
      aggregates.append({ round, ...release, ...(participants !== undefined && { participants }) });
    }
    if (event.type === "evaluation" && event.round > 0) {
      const epsilon = printable(plannedEpsilon(plan, event.round));
      record({ type: "privacy", round: event.round, epsilon });
    }
  };

  try {
    const baselines = await run.baselines.of(plan, { trained: record, known: (event) => events.write(event) });
    // it trains beside the federation, of whose processes some wait for others
    if (plan.participantAttacks.length > 0)
      void run.judges
        .of(task)
        .skill()
        .catch(() => undefined);
    const started = performance.now();
    const result = await runFederation(
      jobsOf(plan, backend, directory),
      {
        event: record,
        lot: (lot) => {
          if (!targeted.has(turnName(lot))) return;
          lots.push(lot);
          writeLot(directory, lot);
        },
        observed: (attack, observation) => {
          observations.write(attack, observation);
          const { participant, round, members } = observation;
          seen.get(attack)?.push({ participant, round, members });
        },
        claimed: (attack, claim) => claims.get(attack)?.push(claim),
      },
      signal,
    );
    mkdirSync(join(directory, "checkpoint"), { recursive: true });
    const checkpoint = (name: string): string => join(directory, "checkpoint", name);
    writeFileSync(checkpoint("weights.npy"), npy(result.weights, [result.weights.length]));
    writeFileSync(checkpoint("weights.safetensors"), writeSafetensors(result.weights, plan.network.layout));
    const attacks: Record<string, AttackSummary> = {};
    for (const attack of plan.attacks) {
      const outcome = result.attacks.get(attack.id) ?? { claims: [], failure: "it was never started" };
      const finding = { outcome, seen: seen.get(attack.id) ?? [], lots };
      attacks[attack.id] = scoreClaims(plan, attack, finding, join(directory, "attacks", attack.id));
    }
    for (const attack of plan.participantAttacks) {
      const finding = { claims: claims.get(attack.id) ?? [], failure: result.attacks.get(attack.id)?.failure };
      const place = join(directory, "attacks", attack.id);
      attacks[attack.id] = await scoreParticipantAttack(plan, attack, finding, run.judges.of(task), place);
    }
    const audits: Record<string, AuditSummary> = {};
    for (const audit of plan.audits) {
      const scores = result.scores.get(audit.id);
      const failure = result.attacks.get(audit.id)?.failure ?? "it was cut off";
      // one that was interrupted has said nothing; one that failed must not pass for one that found nothing
      if (scores === undefined && signal.aborted) continue;
      if (scores === undefined) throw new Error(`audit ${audit.id} gave no scores: ${failure}`);
      const evidence = { scores, ledger, significance: run.auditSignificance };
      audits[audit.id] = scoreAudit(plan, audit, evidence, join(directory, "audits"));
    }
    const ledgers = verifyLedgers(directory, told);
    record(ledgers);
    return {
      accuracy: result.accuracy,
      loss: result.loss,
      rounds: result.rounds,
      digest: weightsDigest(result.weights),
      upBytes: result.upBytes,
      downBytes: result.downBytes,
      seconds: (performance.now() - started) / 1000,
      privacy: privacySummary(plan, ledger, aggregates),
      attacks,
      ...(plan.audits.length > 0 && { audits }),
      ...(baselines !== undefined && { baselines }),
      ledgers: { verified: ledgers.verified, broken: ledgers.broken.length, withdrawn: withdrawn.size },
      incidents,
    };
  } finally {
    writeFileSync(join(directory, "privacy-ledger.json"), `${JSON.stringify(ledger, null, 2)}\n`);
    if (plan.aggregator.release !== undefined) {
      writeFileSync(join(directory, "aggregate-ledger.json"), `${JSON.stringify(aggregates, null, 2)}\n`);
    }
    events.close();
  }
}

const turnName = ({ participant, round }: Turn): string => `${round}/${participant}`;
