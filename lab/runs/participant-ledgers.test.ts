import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { chainLine, chainStart } from "../../shared/privacy/ledger-chain.js";
import type { Account, RunEvent } from "../../shared/process/run-events.js";
import { ledgerFile, readLedger, ToldTurns, verifyLedgers } from "./participant-ledgers.js";

const account: Account = { bytes: 4, coordinates: 1, l2Norm: 1, epsilonSpent: 1, epsilonLeft: null };
const release = { event: { type: "gaussian", noiseMultiplier: 1 }, neighbours: "add-or-remove-one" } as const;

function turn(participant: number, round: number, more: Partial<Account> = {}): RunEvent & { type: "turn" } {
  return {
    ...{ type: "turn", participant, round, lotSize: 1, measurements: [], release },
    account: { ...account, ...more },
  };
}

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "fedleak-ledgers-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
});

/** Writes the ledger of a participant that took a turn in each of these rounds. */
function writeLedger(participant: number, rounds: readonly number[], owner = participant): string {
  const opening = { kind: "opening", ledger: 1, participant: owner, unit: "example", delta: 1e-5, accountant: "rdp" };
  const turns = rounds.map((round) => ({ kind: "release", round, ...release, ...account, update: "0".repeat(64) }));
  let hash = chainStart;
  const lines = [{ ...opening, budget: null }, ...turns].map((record) => {
    const next = chainLine(hash, record);
    ({ hash } = next);
    return next.line;
  });
  const file = ledgerFile(directory, participant);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.join(""));
  return file;
}

function told(...turns: readonly (RunEvent & { type: "turn" })[]): ToldTurns {
  const all = new ToldTurns();
  for (const each of turns) all.add(each);
  return all;
}

test("a turn that a replaced process tells again is the same turn; one of another round is not", () => {
  const all = new ToldTurns();
  expect(all.add(turn(3, 1))).toBe(true);
  expect(all.add(turn(3, 1, { again: true }))).toBe(false);
  // the first process died before it had told of it
  expect(all.add(turn(3, 2, { again: true }))).toBe(true);
  expect(all.add(turn(4, 1))).toBe(true);
  expect([all.of(3), all.of(4), all.of(5)]).toEqual([2, 1, 0]);
});

test("whole ledgers with the turns the run was told of are verified; one more turn than told is no fault", () => {
  writeLedger(0, [1, 2]);
  writeLedger(10, [1, 4, 5]);
  const all = told(turn(0, 1), turn(0, 2), turn(10, 1), turn(10, 4));
  expect(verifyLedgers(directory, all)).toEqual({ type: "ledgers", verified: 2, broken: [] });
  expect(verifyLedgers(join(directory, "none"), new ToldTurns())).toEqual({ type: "ledgers", verified: 0, broken: [] });
});

test("what is missing, cut off, another's or changed is named", () => {
  writeLedger(0, [1]);
  writeLedger(1, [1], 7);
  const changed = writeLedger(2, [1]);
  writeFileSync(changed, readFileSync(changed, "utf8").replace('"bytes":4', '"bytes":5'));
  const all = told(turn(0, 1), turn(0, 2), turn(3, 1));
  expect(verifyLedgers(directory, all)).toEqual({
    type: "ledgers",
    verified: 0,
    broken: [
      { participant: 0, why: "it holds 1 turns, and the run was told of 2: lines are missing at its end" },
      { participant: 1, why: "it is the ledger of participant 7" },
      { participant: 2, why: "line 2 does not follow from the lines before it" },
      { participant: 3, why: "there is no ledger, and the run was told of 1 turns" },
    ],
  });
});

test("a ledger is read with all it says", () => {
  const { opening, releases } = readLedger(writeLedger(5, [2, 3]));
  expect(opening).toMatchObject({ participant: 5, accountant: "rdp" });
  expect(releases.map(({ round }) => round)).toEqual([2, 3]);
});
