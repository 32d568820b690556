/** What the server does with an update, and what whoever sits at its seat is shown. @module */
import type { Measurement } from "../shared/plugins/defence.js";
import type { Federation } from "./federation.js";
import type { Outcome } from "./open-turns.js";

export type Accepted = Extract<Outcome, { ok: true }>;

/** Shows an update, where single ones are seen, and counts its coordinates where downloads go by the counts. */
export function take({ job, observe, store }: Federation, round: number, outcome: Accepted): void {
  const { participant, base, update, indices } = outcome;
  const partly = indices !== undefined && { indices };
  if (job.sees === "updates") observe({ participant, round, weights: base.weights, update, ...partly });
  if (job.downloadFraction < 1) store.count(indices);
}

/**
 * Shows the mean of a round's updates, where that is all that is seen: what an ideal secure aggregation leaves.
 * @param accepted in participant order, all computed on the same weights; of none there is nothing to see
 */
export function takeSum(
  { job, observe }: Federation,
  round: number,
  accepted: readonly Accepted[],
  mean: Float32Array,
) {
  if (job.sees !== "sum" || accepted.length === 0) return;
  const members = accepted.map(({ participant }) => participant);
  const [{ base }] = accepted;
  const indices = unionOf(accepted);
  const partly = indices !== undefined && { indices };
  observe({ participant: members[0], round, weights: base.weights, update: mean, members, ...partly });
}

/** Tells the lab what an aggregate releases, where it releases as a whole, before anybody gets to see it. */
export function tellAggregate(
  { aggregator: { release }, report }: Federation,
  round: number,
  accepted: readonly Accepted[],
  measurements: readonly Measurement[],
): void {
  if (release === undefined) return;
  const { event, neighbours, counts } = release;
  const members = counts === "turns" && { participants: accepted.map(({ participant }) => participant) };
  report({ type: "aggregate", round, release: { event, neighbours }, measurements, ...members });
}

/** w ← w − η · gradient, or w ← w + delta. */
export function step({ job, store }: Federation, update: Float32Array): void {
  store.apply(update, job.update === "gradient" ? -job.learningRate : 1);
}

/** The coordinates that anybody uploaded, ascending; undefined for all. */
function unionOf(uploads: readonly Pick<Accepted, "update" | "indices">[]): Int32Array | undefined {
  const uploaded = new Uint8Array(uploads[0].update.length);
  for (const { indices } of uploads) {
    if (indices === undefined) return undefined;
    for (const index of indices) uploaded[index] = 1;
  }
  const count = uploaded.reduce((sum, one) => sum + one, 0);
  const union = new Int32Array(count);
  let place = 0;
  uploaded.forEach((one, index) => {
    if (one === 1) union[place++] = index;
  });
  return union;
}
