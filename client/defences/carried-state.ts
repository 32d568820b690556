/** What a participant's defence carries from turn to turn, kept beside its ledger so that it outlives its process. @module */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DefenceState } from "../../shared/plugins/defence.js";

interface Carried {
  /** of the last turn that was computed */
  readonly round: number;
  readonly before?: DefenceState;
  readonly after: DefenceState;
}

/**
 * A turn that is taken again starts from what it started from at first, in a new process, too: other noise, or the same
 * on another clip, would release more than was accounted for.
 */
export class CarriedState {
  readonly #path: string | undefined;
  #last: Carried | undefined;

  /** @param ledger of the participant; its state is kept in memory alone where absent */
  constructor(ledger: string | undefined) {
    if (ledger === undefined) return;
    this.#path = join(dirname(ledger), "state.json");
    try {
      this.#last = JSON.parse(readFileSync(this.#path, "utf8")) as Carried;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }

  /**
   * What the turn of `round` starts from; undefined before the first.
   * @throws {Error} for a round before the last that was computed, which nobody asks for
   */
  before(round: number): DefenceState | undefined {
    if (this.#last === undefined) return undefined;
    if (round < this.#last.round) throw new Error(`round ${round} came after round ${this.#last.round}`);
    return round === this.#last.round ? this.#last.before : this.#last.after;
  }

  /** Returns once it is written down: only then may the turn's update leave. Nothing to do for a defence without state. */
  keep(round: number, after: DefenceState | undefined): void {
    if (after === undefined) return;
    const before = this.before(round);
    this.#last = { round, ...(before !== undefined && { before }), after };
    if (this.#path === undefined) return;
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.part`, JSON.stringify(this.#last));
    renameSync(`${this.#path}.part`, this.#path);
  }
}
