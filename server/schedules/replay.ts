/** Repeats the order of pulls and pushes that an asynchronous run recorded, to the same weights. @module */
import type { Federation } from "../federation.js";
import type { OpenTurn, Outcome } from "../open-turns.js";
import { applyInOrder, RoundsByCount } from "./asynchronous.js";

/** @throws {Error} when a participant does not take the turn that the record says it took */
export async function replayAsynchronous(federation: Federation): Promise<void> {
  const rounds = new RoundsByCount(federation);
  const open = new Map<number, Promise<Outcome>>();
  let pulled: (turn: OpenTurn) => void = () => undefined;
  federation.onPull = (turn) => {
    federation.report({ type: "order", action: "pull", participant: turn.participant, round: turn.round });
    pulled(turn);
  };

  for (const { action, participant, round } of federation.job.replay ?? []) {
    if (action === "pull") {
      const hasPulled = new Promise<void>((resolve) => (pulled = () => resolve()));
      const outcome = federation.turn(participant, round);
      open.set(participant, outcome);
      // a turn that ends before it pulls was missed: it never will
      await Promise.race([hasPulled, outcome]);
    } else {
      const outcome = await open.get(participant);
      if (!outcome?.ok) throw new Error(`the recorded order cannot be repeated: ${outcome?.why ?? "no turn is open"}`);
      applyInOrder(federation, round, outcome);
      rounds.add(outcome);
    }
  }
  rounds.finish();
  await rounds.closed;
}
