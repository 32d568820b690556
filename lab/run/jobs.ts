/** From a plan to what each process is told. @module */
import type { LocalTraining, ServerJob } from "../../shared/process/messages.js";
import { tokenFor } from "../../shared/protocol/token.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import type { FederationJobs } from "../launch/federation.js";
import type { RunPlan } from "../launch/plan.js";

/** Each process is handed the keys of its own streams only, so that no adversary can draw another's noise again. */
export function jobsOf(plan: RunPlan, backend: BackendName): FederationJobs {
  const { config, root, folder, initialWeights, replay } = plan;
  const { training, limits, launch, participants } = config;
  const task = { backend, folder, dataset: plan.datasetRef, model: plan.modelRef };
  const secret = root.fork("tokens").key;
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
    batchSize: training.batchSize,
    sampling: training.sampling,
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
    attacks: plan.attacks.map(({ id, attack, turns, localSteps, defences }) => ({
      id,
      attack,
      turns,
      localSteps,
      defences,
      key: root.fork("attack", id).key,
    })),
  };
  return {
    server,
    restarts: limits.restarts,
    processes: packed(participants.count, launch.packed),
    client: (members, url) => ({
      ...task,
      url,
      messageBytes: limits.messageBytes,
      training: localTraining(training),
      participants: members.map((participant) => ({
        participant,
        token: tokenFor(secret, participant),
        key: root.fork("participant", participant).key,
        examples: plan.participants[participant].examples,
        defences: plan.participants[participant].defences,
        facts: plan.participants[participant].facts,
      })),
    }),
  };
}

function localTraining(training: RunConfig["training"]): LocalTraining {
  const { learningRate, uploadFraction, select, threshold, valueBound } = training;
  return {
    learningRate,
    uploadFraction,
    select,
    threshold,
    ...(valueBound !== undefined && { valueBound }),
    keepsWeights: training.downloadFraction < 1,
    tellsExamples: training.weighting === "examples",
  };
}

/** Participants in groups of `size`, one group a process. */
function packed(participants: number, size: number): number[][] {
  return Array.from({ length: Math.ceil(participants / size) }, (_, group) =>
    Array.from({ length: Math.min(size, participants - group * size) }, (_, i) => group * size + i),
  );
}
