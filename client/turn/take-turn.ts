/** What a participant computes in one turn: its lot's gradient, through its defences, to the update it uploads. @module */
import { plannedRelease, type PlannedRelease } from "../shared/privacy/planned-release.js";
import { summedGradient } from "../shared/learning/gradient.js";
import { drawLot } from "../shared/learning/sampling.js";
import type { Defence, LotGradient, LotTask, Measurement, TurnFacts } from "../shared/plugins/defence.js";
import type { ExampleStore } from "../shared/plugins/task.js";
import type { RngStream } from "../shared/random/rng-stream.js";
import type { Network } from "../shared/tensor/network.js";

export interface Training {
  readonly network: Network;
  readonly store: ExampleStore;
  /** the participant's own examples, indices into `store` */
  readonly examples: Int32Array;
  readonly defences: readonly Defence[];
  readonly facts: TurnFacts;
  /** the participant's own stream */
  readonly rng: RngStream;
}

export interface TurnResult {
  /** [P], what leaves the device */
  readonly update: Float32Array;
  /** the lot, indices into the store; stays on the device and in the lab */
  readonly lot: Int32Array;
  /** mean over the lot, nats; undefined for an empty lot */
  readonly meanLoss: number | undefined;
  readonly measurements: readonly Measurement[];
  readonly release: PlannedRelease;
}

/** One turn on `weights` [P]. Depends on nothing but its arguments: a turn taken again gives the same bytes. */
export function takeTurn(training: Training, round: number, weights: Float32Array): TurnResult {
  const { network, store, examples, defences, facts, rng } = training;
  const drawn = drawLot(facts.sampling, examples.length, facts.batchSize, round, rng.fork("sampling"));
  const lot = drawn.map((i) => examples[i]);
  const task = { network, weights, lot: store.gather(lot) };
  const contextOf = (index: number) => ({ round, facts, rng: rng.fork("defence", index, "round", round) });

  const trainer = defences.findIndex((defence) => defence.lotGradient !== undefined);
  const gradient = defences[trainer]?.lotGradient?.(task, contextOf(trainer)) ?? meanGradient(task, facts.batchSize);
  const measurements = [...gradient.measurements];
  let { update } = gradient;
  defences.forEach((defence, index) => {
    const result = defence.protectUpdate?.(update, contextOf(index));
    if (result === undefined) return;
    update = result.update;
    measurements.push(...result.measurements);
  });
  const meanLoss = lot.length === 0 ? undefined : gradient.losses.reduce((sum, loss) => sum + loss, 0) / lot.length;
  return { update, lot, meanLoss, measurements, release: plannedRelease(defences, facts) };
}

/** The lot's summed gradient over its expected size, whatever its real size: the denominator must not tell it. */
function meanGradient({ network, weights, lot }: LotTask, batchSize: number): LotGradient {
  const { gradient, losses } = summedGradient(network, weights, lot);
  const update = new Float32Array(gradient.length);
  for (let i = 0; i < update.length; i++) update[i] = gradient[i] / batchSize;
  return { update, losses, measurements: [] };
}
