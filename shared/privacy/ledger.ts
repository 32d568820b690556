/** What every participant has released so far. @module */
import type { Accountant } from "../plugins/accountant.js";
import type { DpEvent, NeighbouringRelation } from "./events.js";

/** One release by one participant. */
export interface LedgerEntry {
  /** from 0 */
  readonly participant: number;
  /** from 1 */
  readonly round: number;
  readonly event: DpEvent;
  readonly neighbours: NeighbouringRelation;
}

/** Equal releases one after another. */
export interface LedgerRun {
  readonly firstRound: number;
  readonly lastRound: number;
  readonly count: number;
  readonly event: DpEvent;
  readonly neighbours: NeighbouringRelation;
}

export interface LedgerJson {
  readonly schema: 1;
  readonly participants: readonly { readonly participant: number; readonly releases: readonly LedgerRun[] }[];
}

/** Append-only; equal consecutive events of a participant are kept, and accounted, as one repeated event. */
export class PrivacyLedger {
  readonly #runs = new Map<number, LedgerRun[]>();

  /** A ledger that was written by `toJSON`. */
  static fromJson(json: LedgerJson): PrivacyLedger {
    const ledger = new PrivacyLedger();
    for (const { participant, releases } of json.participants) ledger.#runs.set(participant, [...releases]);
    return ledger;
  }

  append({ participant, round, event, neighbours }: LedgerEntry): void {
    const runs = this.#runs.get(participant) ?? [];
    this.#runs.set(participant, runs);
    const last = runs.at(-1);
    if (last !== undefined && last.neighbours === neighbours && sameEvent(last.event, event)) {
      runs[runs.length - 1] = { ...last, lastRound: round, count: last.count + 1 };
    } else {
      runs.push({ firstRound: round, lastRound: round, count: 1, event, neighbours });
    }
  }

  /** Who has released anything, ascending. */
  participants(): number[] {
    return [...this.#runs.keys()].sort((a, b) => a - b);
  }

  /** Everything `participant` has released, in order; empty for nothing. */
  events(participant: number): DpEvent[] {
    return this.#of(participant).map(({ event, count }) => (count === 1 ? event : { type: "repeated", count, event }));
  }

  /**
   * Epsilon of everything `participant` has released, nats; 0 for nothing.
   * @throws {RangeError} on an event the accountant refuses, or releases stated under different neighbouring relations
   */
  epsilon(participant: number, accountant: Accountant, delta: number): number {
    const runs = this.#of(participant);
    const relations = new Set(runs.map((run) => run.neighbours));
    if (relations.size > 1) {
      throw new RangeError(
        `participant ${participant} has releases under ${[...relations].join(" and under ")}: they add up to no single epsilon`,
      );
    }
    const [neighbours = "add-or-remove-one"] = relations;
    return accountant.epsilon(this.events(participant), delta, neighbours);
  }

  /**
   * The greatest epsilon of `participants` (default: of all), nats; 0 for nobody.
   * @throws {RangeError} as `epsilon` does
   */
  maximumEpsilon(accountant: Accountant, delta: number, participants: readonly number[] = this.participants()): number {
    return participants.reduce((most, id) => Math.max(most, this.epsilon(id, accountant, delta)), 0);
  }

  toJSON(): LedgerJson {
    const participants = this.participants().map((participant) => ({ participant, releases: this.#of(participant) }));
    return { schema: 1, participants };
  }

  #of(participant: number): readonly LedgerRun[] {
    return this.#runs.get(participant) ?? [];
  }
}

/** Equal as data; field order matters, which can only keep apart what is equal. */
function sameEvent(a: DpEvent, b: DpEvent): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
