/** The synchronous schedule: every participant once a round, all on the same weights. @module */
import { mean } from "../aggregators/mean.js";
import type { Federation } from "../federation.js";
import { RoundTurns } from "../round-turns.js";

/**
 * Runs every round: announce, collect, apply w ← w − η · mean gradient, evaluate when due.
 * @returns accuracy (a fraction) and loss (nats) of the final weights
 * @throws {Error} when a round ends with fewer than `minUpdates` updates, with each missing one's reason
 */
export async function runSynchronous(federation: Federation): Promise<{ accuracy: number; loss: number }> {
  const { job, store } = federation;
  let final = await federation.evaluate(0);
  for (let round = 1; round <= job.rounds; round++) {
    await runRound(federation, round);
    if (round % job.evaluateEvery === 0 || round === job.rounds) final = await federation.evaluate(round);
  }
  if (!store.weights.every(Number.isFinite)) throw new Error("the weights are not finite any more: training diverged");
  return final;
}

async function runRound(federation: Federation, round: number): Promise<void> {
  const { job, store, report } = federation;
  const started = performance.now();
  const before = { up: federation.upBytes, down: federation.downBytes };
  const misses: string[] = [];
  const turns = new RoundTurns(round, store.version, federation.present, (participant, what, reason) => {
    misses.push(`participant ${participant} ${what}: ${reason}`);
    report({ type: "incident", what, participant, round, reason });
  });
  federation.open(turns);
  const updates = await turns.settled(job.roundSeconds);
  federation.closeRound();
  if (updates.size < job.minUpdates) {
    const count = `round ${round} ended with ${updates.size} updates of the ${job.minUpdates} it needs`;
    throw new Error([count, ...misses.slice(0, 5)].join("; "));
  }
  const { weights } = store;
  for (const [participant, update] of updates) federation.observe({ participant, round, weights, update });
  store.apply(mean([...updates.values()]), job.learningRate);
  report({
    type: "round",
    round,
    accepted: updates.size,
    seconds: (performance.now() - started) / 1000,
    upBytes: federation.upBytes - before.up,
    downBytes: federation.downBytes - before.down,
  });
}
