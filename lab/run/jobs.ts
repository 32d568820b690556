/** From a plan to what each process is told. @module */
import type { Seat } from "../../shared/plugins/attack.js";
import type { AttackJob, LocalTraining, ParticipantJob, ServerJob, TaskJob } from "../../shared/process/messages.js";
import { tokenFor } from "../../shared/protocol/token.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import { selfSigned } from "../launch/certificate.js";
import type { EavesdroppingJob } from "../launch/eavesdropping.js";
import type { FederationJobs } from "../launch/federation.js";
import type { PlannedAttack } from "../launch/plan-attack.js";
import type { PlannedAudit } from "../launch/plan-audit.js";
import type { RunPlan } from "../launch/plan.js";
import { ledgerFile } from "../runs/participant-ledgers.js";
import { spendingsOf } from "./spending.js";

/**
 * Each process is handed the keys of its own streams only, so that no adversary can draw another's noise again.
 * @param directory absolute; where participants keep their ledgers, which they do not without one
 */
export function jobsOf(plan: RunPlan, backend: BackendName, directory?: string): FederationJobs {
  const { config, root, initialWeights, replay } = plan;
  const { training, limits, launch, participants } = config;
  const task = taskOf(plan, backend);
  const secret = root.fork("tokens").key;
  const tls = config.transport.tls ? selfSigned() : undefined;
  const attacksAt = (seat: Seat): AttackJob[] =>
    plan.attacks.filter(({ threat }) => threat.seat === seat).map((attack) => attackJob(plan, attack));
  const server: ServerJob = {
    ...task,
    participants: participants.count,
    secret,
    key: root.fork("server").key,
    schedule: training.schedule,
    ...(training.cohort !== undefined && { cohort: training.cohort }),
    ...(replay !== undefined && { replay }),
    rounds: training.rounds,
    update: training.update,
    weighting: training.weighting,
    aggregator: plan.aggregator.ref,
    aggregatorFacts: plan.aggregator.facts,
    sees: config.server.sees,
    learningRate: training.learningRate,
    uploadFraction: training.uploadFraction,
    downloadFraction: training.downloadFraction,
    counterDecay: training.counterDecay,
    ...(initialWeights !== undefined && { initialWeights }),
    evaluateEvery: training.evaluateEvery,
    joinSeconds: limits.joinSeconds,
    roundSeconds: limits.roundSeconds,
    attackSeconds: limits.attackSeconds,
    messageBytes: limits.messageBytes,
    ...(limits.minUpdates !== undefined && { minUpdates: limits.minUpdates }),
    ...(tls !== undefined && { tls }),
    attacks: [...attacksAt("server"), ...plan.audits.map((audit) => auditJob(plan, audit))],
  };
  const overheard = attacksAt("network");
  const spendings = spendingsOf(plan);
  return {
    server,
    ...(overheard.length > 0 && { eavesdropping: eavesdroppingOf(plan, task, overheard) }),
    adversaries: plan.participantAttacks.map(({ participant }) => participant),
    restarts: limits.restarts,
    processes: packed(participants.count, launch.packed),
    client: (members, url) => ({
      ...task,
      url,
      ...(tls !== undefined && { certificate: tls.certificate }),
      messageBytes: limits.messageBytes,
      training: localTraining(plan),
      participants: members.map((participant) => ({
        participant,
        token: tokenFor(secret, participant),
        key: root.fork("participant", participant).key,
        examples: plan.participants[participant].examples,
        defences: plan.participants[participant].defences,
        facts: plan.participants[participant].facts,
        spending: spendings[participant],
        ...(directory !== undefined && { ledger: ledgerFile(directory, participant) }),
        ...plantedIn(plan, participant),
        ...attackBy(plan, participant),
      })),
    }),
  };
}

function eavesdroppingOf({ config, network }: RunPlan, task: TaskJob, attacks: AttackJob[]): EavesdroppingJob {
  const { training, limits } = config;
  return {
    task,
    attacks,
    schedule: training.schedule,
    parameters: parameterCount(network.layout),
    messageBytes: limits.messageBytes,
    attackSeconds: limits.attackSeconds,
  };
}

export function taskOf({ folder, datasetRef, modelRef, dataset, network }: RunPlan, backend: BackendName): TaskJob {
  const extraClasses = network.classes - dataset.classes;
  return { backend, folder, dataset: datasetRef, model: modelRef, ...(extraClasses > 0 && { extraClasses }) };
}

export function attackJob({ root }: RunPlan, { id, attack, turns, facts }: PlannedAttack): AttackJob {
  return { id, attack, turns, facts, key: root.fork("attack", id).key };
}

function auditJob({ root }: RunPlan, { id, turns, facts, canaries }: PlannedAudit): AttackJob {
  const attack = { kind: "audit", params: {} };
  return { id, attack, turns, facts, canaries, key: root.fork("audit", id, "auditor").key };
}

function attackBy({ participantAttacks, config, root }: RunPlan, participant: number): Pick<ParticipantJob, "attack"> {
  const planned = participantAttacks.find((attack) => attack.participant === participant);
  if (planned === undefined) return {};
  const { id, attack, defences } = planned;
  const { rounds, evaluateEvery } = config.training;
  const facts = { participants: config.participants.count, rounds, defences };
  return { attack: { id, attack, ...facts, key: root.fork("attack", id).key, claimEvery: evaluateEvery } };
}

function plantedIn({ audits }: RunPlan, participant: number): Pick<ParticipantJob, "canaries"> {
  const audit = audits.find((candidate) => candidate.participant === participant);
  if (audit === undefined) return {};
  const { examples, labels } = audit.canaries;
  return { canaries: { examples, labels, absent: examples.filter((_, i) => !audit.isIn[i]) } };
}

function localTraining({ config: { training }, aggregator: { bounding } }: RunPlan): LocalTraining {
  const { learningRate, uploadFraction, select, threshold, valueBound } = training;
  return {
    learningRate,
    uploadFraction,
    select,
    threshold,
    ...(valueBound !== undefined && { valueBound }),
    keepsWeights: training.downloadFraction < 1,
    tellsExamples: training.weighting === "examples",
    ...(bounding !== undefined && { bounding }),
  };
}

/** Participants in groups of `size`, one group a process. */
function packed(participants: number, size: number): number[][] {
  return Array.from({ length: Math.ceil(participants / size) }, (_, group) =>
    Array.from({ length: Math.min(size, participants - group * size) }, (_, i) => group * size + i),
  );
}
