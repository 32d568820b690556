/** What a server's aggregates have released so far. @module */
import type { Accountant } from "../plugins/accountant.js";
import type { LedgerEntry, LedgerRun } from "./ledger.js";
import { PrivacyLedger } from "./ledger.js";

/** One release of a round. */
export interface AggregateEntry extends Omit<LedgerEntry, "participant"> {
  /** of whom it is one; absent for everybody, whether drawn or not */
  readonly participants?: readonly number[];
}

export interface AggregateLedgerJson {
  readonly schema: 1;
  /** of everybody */
  readonly releases: readonly LedgerRun[];
  /** of those alone whose updates an aggregate holds */
  readonly participants: readonly { readonly participant: number; readonly releases: readonly LedgerRun[] }[];
}

/** stands for everybody in a ledger of its own */
const EVERYBODY = 0;

/** Append-only. */
export class AggregateLedger {
  readonly #everybody = new PrivacyLedger();
  readonly #some = new PrivacyLedger();

  append({ participants, ...entry }: AggregateEntry): void {
    if (participants === undefined) this.#everybody.append({ ...entry, participant: EVERYBODY });
    else for (const participant of participants) this.#some.append({ ...entry, participant });
  }

  /**
   * The greatest epsilon of any participant, nats; 0 for nothing.
   * @throws {RangeError} on an event the accountant refuses, or releases stated under different neighbouring relations
   */
  epsilon(accountant: Accountant, delta: number): number {
    const ofEverybody = this.#everybody.epsilon(EVERYBODY, accountant, delta);
    // many participants, few histories: an accountant may take a second for each
    const histories = new Map(this.#some.participants().map((id) => [JSON.stringify(this.#some.events(id)), id]));
    const ofSome = this.#some.maximumEpsilon(accountant, delta, [...histories.values()]);
    if (ofSome > 0 && ofEverybody > 0)
      throw new RangeError("aggregates of everybody and of some add up to no single epsilon");
    return Math.max(ofEverybody, ofSome);
  }

  toJSON(): AggregateLedgerJson {
    const [everybody] = this.#everybody.toJSON().participants;
    return { schema: 1, releases: everybody?.releases ?? [], participants: this.#some.toJSON().participants };
  }
}
