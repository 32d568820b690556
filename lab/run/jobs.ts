/** From a plan to what each process is told. @module */
import type { ServerJob } from "../../shared/process/messages.js";
import { tokenFor } from "../../shared/protocol/token.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import type { FederationJobs } from "../launch/federation.js";
import type { RunPlan } from "../launch/plan.js";

/** how much longer than a round may last a participant waits for the next one, seconds: evaluation comes between */
const BETWEEN_ROUNDS_SECONDS = 60;

/** Each process is handed the keys of its own streams only, so that no adversary can draw another's noise again. */
export function jobsOf(plan: RunPlan, backend: BackendName): FederationJobs {
  const { config, root } = plan;
  const { training, limits } = config;
  const task = { backend, dataset: plan.datasetRef, model: plan.modelRef };
  const secret = root.fork("tokens").key;
  const server: ServerJob = {
    ...task,
    participants: config.participants.count,
    secret,
    key: root.fork("server").key,
    rounds: training.rounds,
    batchSize: training.batchSize,
    sampling: training.sampling,
    learningRate: training.learningRate,
    evaluateEvery: training.evaluateEvery,
    joinSeconds: limits.joinSeconds,
    roundSeconds: limits.roundSeconds,
    attackSeconds: limits.attackSeconds,
    minUpdates: limits.minUpdates ?? config.participants.count,
    attacks: plan.attacks.map(({ id, attack, turns, defences }) => ({
      id,
      attack,
      turns,
      defences,
      key: root.fork("attack", id).key,
    })),
  };
  return {
    server,
    restarts: limits.restarts,
    client: (participant, url) => ({
      ...task,
      participant,
      url,
      token: tokenFor(secret, participant),
      key: root.fork("participant", participant).key,
      examples: plan.participants[participant].examples,
      defences: plan.participants[participant].defences,
      facts: plan.participants[participant].facts,
      silenceSeconds: limits.joinSeconds + limits.roundSeconds + BETWEEN_ROUNDS_SECONDS,
    }),
  };
}
