/** A participant's privacy monitor: keeps its ledger, and says when enough has left. @module */
import type { PrivacyUnit } from "../../shared/privacy/events.js";
import { spoken } from "../../shared/privacy/ledger-record.js";
import type { LedgerRecord } from "../../shared/privacy/ledger-record.js";
import { spentAfter } from "../../shared/privacy/ledger-spending.js";
import type { Spending } from "../../shared/privacy/ledger-spending.js";
import { canonicalJson } from "../../shared/privacy/ledger-chain.js";
import type { PlannedRelease } from "../../shared/privacy/planned-release.js";
import type { Account } from "../../shared/process/run-events.js";
import { LedgerFile } from "./ledger-file.js";
import type { Leaving } from "./leaving.js";

export interface MonitorFacts {
  readonly participant: number;
  readonly unit: PrivacyUnit;
  readonly spending: Spending;
  /** of the ledger; the account is kept in memory alone where absent */
  readonly file?: string;
  /**
   * Whether a turn that is taken again gives the same bytes: then other bytes mean that it was asked for on other
   * weights, under the same noise, which the two would cancel.
   */
  readonly repeatable: boolean;
}

/** Goes on from the ledger that an earlier process of the same participant left. */
export class PrivacyMonitor {
  readonly #facts: MonitorFacts;
  readonly #file: LedgerFile | undefined;
  #turns = 0;
  #last: { readonly round: number; readonly update: string } | undefined;
  #opened = false;
  #withdrawn: string | undefined;

  /** @throws {Error} where the ledger is broken, or another's; nothing may leave then */
  constructor(facts: MonitorFacts) {
    const { file, spending } = facts;
    this.#facts = facts;
    if (file === undefined) return;
    // a line that a power cut could lose would give back what was spent
    this.#file = new LedgerFile(file, spending.budget?.onSpent === "stop");
    const { found } = this.#file;
    if (found === undefined) return;
    const [expected, stated] = [this.#opening(), found.opening].map(canonicalJson);
    if (stated !== expected) {
      throw new Error(`the ledger ${file} is another's: it opens with ${stated}, this participant's with ${expected}`);
    }
    this.#opened = true;
    this.#turns = found.turns;
    this.#last = found.releases.at(-1);
    this.#withdrawn = found.withdrawal?.reason;
    if (found.cutShort && this.#withdrawn === undefined) {
      this.#turns++;
      this.#append({ kind: "cut-short", ...this.#account(this.#last?.round ?? 1) });
    }
  }

  /** round of the last update that was written down, 0 for none */
  get lastRound(): number {
    return this.#last?.round ?? 0;
  }

  /** Why the turn of `round` must not be taken; undefined where it may be. */
  refusal(round: number): string | undefined {
    const { spending } = this.#facts;
    const { budget } = spending;
    if (this.#withdrawn !== undefined) return this.#withdrawn;
    // what was written down is spent, whether or not the server received it
    if (budget?.onSpent !== "stop" || round === this.lastRound) return undefined;
    const count = spending.counts === "turns" ? this.#turns + 1 : Math.max(round, this.#turns + 1);
    if (count <= budget.allows) return undefined;
    const { accountant, delta, counts } = spending;
    const allowed = `${budget.allows} ${budget.allows === 1 ? counts.slice(0, -1) : counts}`;
    const spent = Number(this.#spent(this.lastRound).toPrecision(4));
    return `a budget of epsilon ${budget.epsilon} allows ${allowed}, and epsilon ${spent} is spent (${accountant}, delta ${delta})`;
  }

  /**
   * Writes an update down; only then may it leave.
   * @throws {Error} where the round's update is written down already and was another
   */
  record(round: number, { event, neighbours }: PlannedRelease, leaving: Leaving): Account {
    const { bytes, coordinates, l2Norm } = leaving;
    const again = round === this.lastRound;
    const same = this.#last?.update === leaving.update;
    if (again && !same && this.#facts.repeatable) {
      throw new Error(
        `round ${round} was answered before, with another update: the server has asked for it again on other weights`,
      );
    }
    const repeated = again && same;
    if (!repeated) this.#turns++;
    const account = this.#account(round);
    if (!repeated) this.#append({ kind: "release", round, event, neighbours, ...leaving, ...account });
    this.#last = { round, update: leaving.update };
    return { bytes, coordinates, l2Norm, ...account, ...(repeated && { again: true as const }) };
  }

  /** Writes down, once, that no more will leave. */
  withdraw(round: number, reason: string): void {
    if (this.#withdrawn !== undefined) return;
    this.#append({ kind: "withdrawal", round, reason });
    this.#withdrawn = reason;
  }

  #append(record: LedgerRecord): void {
    if (!this.#opened) this.#file?.append(this.#opening());
    this.#opened = true;
    this.#file?.append(record);
  }

  #opening(): LedgerRecord & { kind: "opening" } {
    const { participant, unit, spending } = this.#facts;
    const { delta, accountant, budget } = spending;
    const stated = budget === undefined ? null : { epsilon: budget.epsilon, onSpent: budget.onSpent };
    return { kind: "opening", ledger: 1, participant, unit, delta, accountant, budget: stated };
  }

  #spent(round: number): number {
    const { spending } = this.#facts;
    return spentAfter(spending, spending.counts === "turns" ? this.#turns : Math.max(round, this.#turns));
  }

  #account(round: number): { epsilonSpent: number | "Infinity"; epsilonLeft: number | null } {
    const { budget } = this.#facts.spending;
    const spent = this.#spent(round);
    return {
      epsilonSpent: spoken(spent),
      epsilonLeft: budget === undefined ? null : Math.max(0, budget.epsilon - spent),
    };
  }
}
