/** What a run will cost, roughly: enough to know whether to wait or to go to lunch. @module */
import { availableParallelism } from "node:os";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import type { PlannedVariant } from "../run/execute.js";

// measured on two cores with wasm; orientation only
const START_SECONDS = 0.5;
const TURN_SECONDS = 0.004;
const SECONDS_PER_VALUE_AND_EXAMPLE = 4e-10;
const SECONDS_PER_VALUE = 3e-8;
const EVALUATION_SECONDS = 0.15;
const ATTACK_SECONDS_A_TURN = 1.5;
const PROCESS_BYTES = 125 * 2 ** 20;

export interface Estimate {
  readonly seconds: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
}

export function estimate(variants: readonly PlannedVariant[]): Estimate {
  let seconds = 0;
  let diskBytes = 0;
  let processes = 0;
  for (const { config, network, attacks } of variants.flatMap(({ plans }) => plans)) {
    const { training, participants } = config;
    const parameters = parameterCount(network.layout);
    const turns = training.rounds * participants.count;
    const turn = TURN_SECONDS + parameters * (SECONDS_PER_VALUE + training.batchSize * SECONDS_PER_VALUE_AND_EXAMPLE);
    const work = participants.count * START_SECONDS + turns * turn;
    const attacked = attacks.reduce((sum, attack) => sum + attack.turns.length, 0);
    seconds +=
      work / availableParallelism() +
      (training.rounds / training.evaluateEvery) * EVALUATION_SECONDS +
      attacked * ATTACK_SECONDS_A_TURN;
    diskBytes += 300 * turns + 4 * parameters * (2 + attacked);
    processes = Math.max(processes, participants.count + 2);
  }
  return { seconds: Math.ceil(seconds), memoryBytes: processes * PROCESS_BYTES, diskBytes };
}
