/** What each participant's ledger says, from a variant's events. @module */
import type { StampedEvent } from "../../../shared/process/run-events.js";

export interface ParticipantAccount {
  readonly participant: number;
  /** different turns that left it */
  readonly turns: number;
  /** payload of all of them */
  readonly bytes: number;
  readonly epsilonSpent: number | "Infinity";
  /** of the budget; null without one */
  readonly epsilonLeft: number | null;
  /** in which round it withdrew */
  readonly withdrawn?: number;
}

/** Participants whose accounts say the same, but for bytes, which hardly ever do. */
export interface AccountGroup extends Omit<ParticipantAccount, "participant" | "bytes"> {
  /** ascending */
  readonly participants: readonly number[];
  readonly leastBytes: number;
  readonly mostBytes: number;
}

/** Ascending by participant; those who released nothing and did not withdraw are left out. */
export function accountsOf(events: readonly StampedEvent[]): ParticipantAccount[] {
  const accounts = new Map<number, ParticipantAccount & { readonly round: number }>();
  const nothing = { turns: 0, bytes: 0, epsilonSpent: 0, epsilonLeft: null, round: 0 } as const;
  for (const event of events) {
    if (event.type === "turn" && event.account !== undefined) {
      const { participant, round, account } = event;
      const before = accounts.get(participant) ?? { participant, ...nothing };
      if (account.again === true && before.round === round) continue;
      const { epsilonSpent, epsilonLeft } = account;
      const bytes = before.bytes + account.bytes;
      accounts.set(participant, { participant, turns: before.turns + 1, bytes, epsilonSpent, epsilonLeft, round });
    } else if (event.type === "incident" && event.what === "withdrawn") {
      const { participant, round } = event;
      accounts.set(participant, { ...(accounts.get(participant) ?? { participant, ...nothing }), withdrawn: round });
    }
  }
  return [...accounts.values()]
    .sort((a, b) => a.participant - b.participant)
    .map(({ round: _, ...account }) => account);
}

/** Those that have spent most first. */
export function groupAccounts(accounts: readonly ParticipantAccount[]): AccountGroup[] {
  const groups = new Map<string, ParticipantAccount[]>();
  for (const account of accounts) {
    const { turns, epsilonSpent, epsilonLeft, withdrawn } = account;
    const key = JSON.stringify([turns, epsilonSpent, epsilonLeft, withdrawn]);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [account]);
    else members.push(account);
  }
  return [...groups.values()]
    .map((members) => {
      const { participant: _, bytes: __, ...alike } = members[0];
      const bytes = members.map((member) => member.bytes);
      const participants = members.map(({ participant }) => participant);
      return { ...alike, participants, leastBytes: Math.min(...bytes), mostBytes: Math.max(...bytes) };
    })
    .sort((a, b) => Number(b.epsilonSpent) - Number(a.epsilonSpent) || b.turns - a.turns);
}
