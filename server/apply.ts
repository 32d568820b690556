/** What the server does with one update on its own. @module */
import type { Federation } from "./federation.js";
import type { Outcome } from "./open-turns.js";

type Accepted = Extract<Outcome, { ok: true }>;

/** Shows an update to whoever sits at the server's seat, and counts its coordinates where downloads go by the counts. */
export function take({ job, observe, store }: Federation, round: number, outcome: Accepted): void {
  const { participant, base, update, indices } = outcome;
  observe({ participant, round, weights: base.weights, update, ...(indices !== undefined && { indices }) });
  if (job.downloadFraction < 1) store.count(indices);
}

/** w ← w − η · gradient, or w ← w + delta. */
export function step({ job, store }: Federation, update: Float32Array): void {
  store.apply(update, job.update === "gradient" ? -job.learningRate : 1);
}
