/**
 * The asynchronous order of Shokri & Shmatikov 2015, section 4.3: every participant takes its turns at its own pace,
 * and its update is added whatever has become of the weights meanwhile. As many ended turns as there are participants
 * make a round.
 * @module
 */
import { step, take } from "../apply.js";
import type { Federation } from "../federation.js";
import type { Outcome } from "../open-turns.js";
import { Round } from "../round.js";

export async function runAsynchronous(federation: Federation): Promise<void> {
  const rounds = new RoundsByCount(federation);
  const { job, joins, report } = federation;
  federation.onPull = ({ participant, round }) => report({ type: "order", action: "pull", participant, round });

  const own = async (participant: number): Promise<void> => {
    for (let turn = 1; turn <= job.rounds; turn++) {
      const outcome = await federation.turn(participant, turn);
      applyInOrder(federation, turn, outcome);
      rounds.add(outcome);
      if (joins.hasWithdrawn(participant)) return;
    }
  };
  const everybody = Promise.all([...joins.present].map(own)).then(() => rounds.finish());
  await Promise.all([rounds.closed, everybody]);
}

/** Applies an update as soon as it is its turn, and says so in the order that a replay repeats. */
export function applyInOrder(federation: Federation, turn: number, outcome: Outcome): void {
  if (!outcome.ok) return;
  federation.report({ type: "order", action: "push", participant: outcome.participant, round: turn });
  take(federation, turn, outcome);
  step(federation, outcome.update);
}

/** Rounds where nobody waits for anybody: each closes when enough turns have ended, the last one when all have. */
export class RoundsByCount {
  /** settles when the last one has closed; rejects as soon as one had too few updates */
  readonly closed: Promise<void>;
  readonly #federation: Federation;
  readonly #participants: number;
  #round: Round;
  #isBegun = false;
  #closing: Promise<void> = Promise.resolve();
  #settle: { resolve: () => void; reject: (error: unknown) => void } | undefined;

  constructor(federation: Federation) {
    this.#federation = federation;
    this.#participants = federation.joins.present.size;
    this.#round = this.#next(1);
    this.closed = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }

  add(outcome: Outcome): void {
    this.#isBegun = true;
    const isFull = this.#round.add(outcome);
    if (isFull && this.#round.number < this.#federation.job.rounds) this.#close();
  }

  /** No turn will end any more. */
  finish(): void {
    if (this.#isBegun) {
      this.#round.endsWithThese();
      this.#close();
    }
    this.#closing.then(
      () => this.#settle?.resolve(),
      (error: unknown) => this.#settle?.reject(error),
    );
  }

  #close(): void {
    const round = this.#round;
    this.#round = this.#next(round.number + 1);
    this.#isBegun = false;
    // evaluations take their time, one after another; turns go on meanwhile
    this.#closing = this.#closing.then(() => round.end());
    this.#closing.catch((error: unknown) => this.#settle?.reject(error));
  }

  /** Those who have withdrawn take no more turns. */
  #next(number: number): Round {
    return new Round(this.#federation, number, this.#participants - this.#federation.joins.withdrawn);
  }
}
