/** The book-keeping of one round: what it took, whether it had enough updates, its evaluation. @module */
import type { Federation } from "./federation.js";
import type { Outcome } from "./open-turns.js";

export class Round {
  readonly number: number;
  readonly #federation: Federation;
  #due: number;
  readonly #misses: string[] = [];
  #accepted = 0;
  #withdrawn = 0;
  #started = performance.now();
  #up: number;
  #down: number;

  /** @param due turns that it has */
  constructor(federation: Federation, number: number, due: number) {
    this.number = number;
    this.#federation = federation;
    this.#due = due;
    this.#up = federation.upBytes;
    this.#down = federation.downBytes;
  }

  /** Takes note of how a turn of it ended. @returns whether all have */
  add(outcome: Outcome): boolean {
    if (outcome.ok) this.#accepted++;
    else {
      this.#misses.push(outcome.why);
      if (outcome.miss === "withdrawn") this.#withdrawn++;
    }
    return this.#accepted + this.#misses.length >= this.#due;
  }

  /** No turn of it is under way, and none will be: it had no more than have ended. */
  endsWithThese(): void {
    this.#due = this.#accepted + this.#misses.length;
  }

  /**
   * Closes it: reports it, and evaluates when that is due.
   * @throws {Error} when it ends with fewer updates than it needs, with the reason of the first missing ones
   */
  async end(): Promise<void> {
    const { job, store, report, upBytes, downBytes } = this.#federation;
    // who has withdrawn owes nothing; a round of nobody else was none
    if (this.#accepted === 0 && this.#federation.isOver) return;
    const due = this.#due - this.#withdrawn;
    const needed = job.minUpdates === undefined ? due : Math.min(job.minUpdates, due);
    if (this.#accepted < needed) {
      const count = `round ${this.number} ended with ${this.#accepted} updates of the ${needed} it needs`;
      throw new Error([count, ...this.#misses.slice(0, 5)].join("; "));
    }
    store.decayCounters(job.counterDecay);
    const seconds = (performance.now() - this.#started) / 1000;
    const bytes = { upBytes: upBytes - this.#up, downBytes: downBytes - this.#down };
    this.#federation.rounds = this.number;
    report({ type: "round", round: this.number, accepted: this.#accepted, seconds, ...bytes });
    const isLast = this.number === job.rounds;
    if (isLast) store.requireFinite();
    if (isLast || this.number % job.evaluateEvery === 0) await this.#federation.evaluate(this.number);
  }
}
