/** What a run will cost, roughly: enough to know whether to wait or to go to lunch. @module */
import { availableParallelism } from "node:os";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import type { Network } from "../../shared/tensor/network.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { distinctBaselines } from "../baselines/distinct-baselines.js";
import type { BaselineJob } from "../baselines/job.js";
import { stepsOf } from "../baselines/spread.js";
import type { PlannedVariant } from "../run/execute.js";

// measured on two cores with wasm; orientation only
const START_SECONDS = 0.5;
const TURN_SECONDS = 0.004;
const SECONDS_PER_VALUE_AND_EXAMPLE = 4e-10;
const SECONDS_PER_VALUE = 3e-8;
const EVALUATION_SECONDS = 0.15;
const ATTACK_SECONDS_A_TURN = 1.5;
/** of a participant's attack, beside its training */
const INSIDER_SECONDS_A_TURN = 0.3;
/** of the judge of what such an attack claims, once a run */
const JUDGE_SECONDS = 20;
/** of a turn that an audit looks at */
const AUDIT_SECONDS_PER_VALUE_AND_CANARY = 2e-7;
const PROCESS_BYTES = 125 * 2 ** 20;
const PARTICIPANT_BYTES = 0.2 * 2 ** 20;

export interface Estimate {
  readonly seconds: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
}

/** One after another, participants use one core whatever there is. */
function isConcurrent({ schedule }: RunConfig["training"]): boolean {
  return schedule === "synchronous" || schedule === "asynchronous";
}

/** Seconds of one step on a lot. */
function stepSeconds(network: Network, batchSize: number): number {
  return parameterCount(network.layout) * (SECONDS_PER_VALUE + batchSize * SECONDS_PER_VALUE_AND_EXAMPLE);
}

/** What a baseline takes, as many models at a time as there are cores. */
export function baselineSeconds({ learners }: BaselineJob, network: Network): number {
  const work = learners.map((learner) => {
    const evaluations = learner.checkpoints.length * EVALUATION_SECONDS;
    return stepsOf(learner) * stepSeconds(network, learner.batchSize) + evaluations;
  });
  const total = work.reduce((sum, seconds) => sum + seconds, 0);
  return START_SECONDS + Math.max(...work, total / availableParallelism());
}

export function estimate(variants: readonly PlannedVariant[], backend: BackendName): Estimate {
  let seconds = distinctBaselines(variants, backend).reduce(
    (sum, { job, network }) => sum + baselineSeconds(job, network),
    0,
  );
  let diskBytes = 0;
  let processes = 0;
  let packedBytes = 0;
  let auditBytes = 0;
  let judged = false;
  for (const run of variants.flatMap(({ plans }) => plans)) {
    const { config, network, attacks, participantAttacks, audits, participants: plan } = run;
    const { training, participants, launch } = config;
    const parameters = parameterCount(network.layout);
    const turns = plan.reduce((sum, { facts }) => sum + facts.turns, 0);
    const lots = plan.reduce((sum, { facts }) => sum + facts.turns * facts.localSteps, 0);
    const lot = stepSeconds(network, training.batchSize);
    const hosts = Math.ceil(participants.count / launch.packed);
    const work = hosts * START_SECONDS + turns * TURN_SECONDS + lots * lot;
    const cores = isConcurrent(training) ? availableParallelism() : 1;
    const attacked = attacks.reduce((sum, attack) => sum + attack.turns.length, 0);
    seconds +=
      work / cores + (training.rounds / training.evaluateEvery) * EVALUATION_SECONDS + attacked * ATTACK_SECONDS_A_TURN;
    for (const { participant } of participantAttacks) seconds += plan[participant].facts.turns * INSIDER_SECONDS_A_TURN;
    judged ||= participantAttacks.length > 0;
    for (const { canaries, turns: audited } of audits) {
      const values = canaries.examples.length * parameters;
      seconds += audited.length * values * AUDIT_SECONDS_PER_VALUE_AND_CANARY;
      auditBytes = Math.max(auditBytes, 4 * values);
    }
    diskBytes += 300 * turns + 4 * parameters * (2 + attacked);
    processes = Math.max(processes, hosts + 2);
    packedBytes = Math.max(packedBytes, participants.count * PARTICIPANT_BYTES);
  }
  if (judged) seconds += JUDGE_SECONDS;
  const memoryBytes = processes * PROCESS_BYTES + packedBytes + auditBytes;
  return { seconds: Math.ceil(seconds), memoryBytes, diskBytes };
}
