/** What a participant computes in one turn: local training through its defences, to the update it uploads. @module */
import type { Defence, DefenceState, TurnFacts } from "../../shared/plugins/defence.js";
import type { Injection } from "../../shared/plugins/participant-attack.js";
import type { ExampleStore } from "../../shared/plugins/task.js";
import { plannedRelease, type PlannedRelease } from "../../shared/privacy/planned-release.js";
import type { LocalTraining } from "../../shared/process/messages.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { Network } from "../../shared/tensor/network.js";
import { boundUpdate, type Bounded } from "./bound-update.js";
import { defenceContext } from "./defence-context.js";
import { share, type Shared, type SharingRules } from "./share.js";
import { trainLocally, type LocalResult } from "./train-locally.js";

export interface Training extends SharingRules, Pick<LocalTraining, "bounding"> {
  readonly network: Network;
  readonly store: ExampleStore;
  /** the participant's own examples, indices into `store` */
  readonly examples: Int32Array;
  /** those of them that are no more than an empty place: drawn like any other, and left out of the lot */
  readonly absent?: ReadonlySet<number>;
  readonly learningRate: number;
  readonly defences: readonly Defence[];
  readonly facts: TurnFacts;
  /** what its lots hold besides, where it is an adversary */
  readonly injection?: Injection | undefined;
  /** what its first defence carries, as the turn before left it; absent before the first turn */
  readonly state?: DefenceState | undefined;
  /** the participant's own stream */
  readonly rng: RngStream;
}

/** `update`, `indices` and `withinClip` leave the device; the rest stays on it and in the lab. */
export interface TurnResult extends Bounded, Pick<LocalResult, "localWeights" | "lot" | "meanLoss" | "state"> {
  readonly release: PlannedRelease;
}

/**
 * One turn on `weights` [P]. Depends on nothing but its arguments: a turn taken again gives the same bytes.
 * @param clipNorm L2, as announced with the weights where the server's aggregator asks for a bound
 * @throws {Error} where it asks for one and announces none
 */
export async function takeTurn(
  training: Training,
  round: number,
  weights: Float32Array,
  clipNorm?: number,
): Promise<TurnResult> {
  const { defences, facts, rng } = training;
  const { localWeights, lot, meanLoss, state, ...local } = await trainLocally(training, round, weights);
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
  const bounded = bound(shared, training, round, clipNorm);
  measurements.push(...bounded.measurements);
  const release = plannedRelease(defences, facts, round);
  return { ...bounded, localWeights, lot, meanLoss, measurements, release, ...(state !== undefined && { state }) };
}

function bound(shared: Shared, training: Training, round: number, clipNorm: number | undefined): Bounded {
  const { bounding, facts, network, rng } = training;
  if (bounding === undefined) return { ...shared, measurements: [] };
  if (clipNorm === undefined) throw new Error("the server asks for bounded updates and announced no clip norm");
  const stream = rng.fork("aggregator", "round", round);
  return boundUpdate(shared, bounding, { clipNorm, examples: facts.examples, layout: network.layout, rng: stream });
}
