/** What a participant computes in one turn: local training through its defences, to the update it uploads. @module */
import type { Defence, Measurement, TurnFacts } from "../../shared/plugins/defence.js";
import type { ExampleStore } from "../../shared/plugins/task.js";
import { plannedRelease, type PlannedRelease } from "../../shared/privacy/planned-release.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { Network } from "../../shared/tensor/network.js";
import { defenceContext } from "./defence-context.js";
import { trainLocally, type LocalResult } from "./train-locally.js";
import { share, type Shared, type SharingRules } from "./share.js";

export interface Training extends SharingRules {
  readonly network: Network;
  readonly store: ExampleStore;
  /** the participant's own examples, indices into `store` */
  readonly examples: Int32Array;
  readonly learningRate: number;
  readonly defences: readonly Defence[];
  readonly facts: TurnFacts;
  /** the participant's own stream */
  readonly rng: RngStream;
}

/** `update` and `indices` leave the device; the rest stays on it and in the lab. */
export interface TurnResult extends Shared, Pick<LocalResult, "localWeights" | "lot" | "meanLoss"> {
  readonly measurements: readonly Measurement[];
  readonly release: PlannedRelease;
}

/** One turn on `weights` [P]. Depends on nothing but its arguments: a turn taken again gives the same bytes. */
export async function takeTurn(training: Training, round: number, weights: Float32Array): Promise<TurnResult> {
  const { defences, facts, rng } = training;
  const { localWeights, lot, meanLoss, ...local } = await trainLocally(training, round, weights);
  const measurements = [...local.measurements];
  let { update } = local;
  let sparse = false;
  defences.forEach((defence, index) => {
    const result = defence.protectUpdate?.(update, defenceContext(training, index, round, facts.localSteps));
    if (result === undefined) return;
    ({ update, sparse = false } = result);
    measurements.push(...result.measurements);
  });
  const shared = share(update, sparse, training, rng.fork("selection", "round", round));
  return { ...shared, localWeights, lot, meanLoss, measurements, release: plannedRelease(defences, facts, round) };
}
