import { expect, test } from "vitest";
import type { Account, StampedEvent } from "../../../shared/process/run-events.js";
import { accountsOf, groupAccounts } from "./participant-accounts.js";

const release = { event: { type: "no-op" }, neighbours: "replace-one" } as const;

function turn(participant: number, round: number, epsilonSpent: number | "Infinity", more: Partial<Account> = {}) {
  const account: Account = {
    bytes: 10 + participant,
    coordinates: 2,
    l2Norm: 1,
    epsilonSpent,
    epsilonLeft: null,
    ...more,
  };
  const event = { type: "turn", participant, round, lotSize: 1, measurements: [], release, account } as const;
  return { seq: 0, ms: 0, ...event } satisfies StampedEvent;
}

const withdrawn = (participant: number, round: number): StampedEvent => ({
  ...{ seq: 0, ms: 0, type: "incident", what: "withdrawn", participant, round, reason: "spent" },
});

test("an account is the last that was told, with the bytes of every turn, each turn once", () => {
  const events = [turn(2, 1, 1), turn(0, 1, 1), turn(2, 1, 1, { again: true }), turn(2, 2, 1.5, { epsilonLeft: 0.5 })];
  expect(accountsOf([...events, withdrawn(2, 3), withdrawn(7, 1)])).toEqual([
    { participant: 0, turns: 1, bytes: 10, epsilonSpent: 1, epsilonLeft: null },
    { participant: 2, turns: 2, bytes: 24, epsilonSpent: 1.5, epsilonLeft: 0.5, withdrawn: 3 },
    { participant: 7, turns: 0, bytes: 0, epsilonSpent: 0, epsilonLeft: null, withdrawn: 1 },
  ]);
});

test("participants whose accounts say the same stand together, those that spent most first", () => {
  const events = Array.from({ length: 1000 }, (_, i) => turn(i, 1, i === 500 ? "Infinity" : 1 + (i % 2)));
  const groups = groupAccounts(accountsOf(events));
  expect(groups.map(({ epsilonSpent, participants }) => [epsilonSpent, participants.length])).toEqual([
    ["Infinity", 1],
    [2, 500],
    [1, 499],
  ]);
  expect(groups[1]).toMatchObject({ leastBytes: 11, mostBytes: 1009, turns: 1 });
  expect(groups[1].participants.slice(0, 3)).toEqual([1, 3, 5]);
});
