/** How many turns each participant takes, known before anything starts. @module */
import { drawCohort, type CohortRule } from "../../shared/learning/cohort.js";
import type { RngStream } from "../../shared/random/rng-stream.js";

/** Counts as far as it is asked, and goes on from there when it is asked for more. */
export class TurnCounts {
  readonly #rule: CohortRule | undefined;
  readonly #server: RngStream;
  readonly #counts: Uint32Array;
  #round = 0;

  /** @param server the server's own stream, with which it draws its cohorts */
  constructor(rule: CohortRule | undefined, participants: number, server: RngStream) {
    this.#rule = rule;
    this.#server = server;
    this.#counts = new Uint32Array(participants);
  }

  /** [participants], turns in the rounds from 1 to `round`. */
  until(round: number): Uint32Array {
    if (this.#rule === undefined) return this.#counts.fill(round);
    if (round < this.#round) {
      this.#counts.fill(0);
      this.#round = 0;
    }
    while (this.#round < round) {
      for (const drawn of drawCohort(this.#rule, this.#counts.length, ++this.#round, this.#server)) {
        this.#counts[drawn]++;
      }
    }
    return this.#counts;
  }
}
