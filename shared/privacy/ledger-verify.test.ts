import { expect, test } from "vitest";
import { chainLine, chainStart } from "./ledger-chain.js";
import type { LedgerRecord } from "./ledger-record.js";
import { verifyLedger } from "./ledger-verify.js";

const opening: LedgerRecord = {
  kind: "opening",
  ledger: 1,
  participant: 3,
  unit: "example",
  delta: 1e-5,
  accountant: "rdp",
  budget: { epsilon: 2, onSpent: "stop" },
};

const release = (round: number, epsilonSpent: number | "Infinity"): LedgerRecord => ({
  kind: "release",
  round,
  event: { type: "gaussian", noiseMultiplier: 1 },
  neighbours: "add-or-remove-one",
  bytes: 40,
  coordinates: 10,
  l2Norm: 0.5,
  update: "0".repeat(64),
  epsilonSpent,
  epsilonLeft: 0,
});

const withdrawal: LedgerRecord = { kind: "withdrawal", round: 4, reason: "spent" };
const cutShort: LedgerRecord = { kind: "cut-short", epsilonSpent: 1.5, epsilonLeft: 0.5 };

/** A chain that is whole, of records that need not make sense. */
function ledgerOf(...records: readonly object[]): string {
  let hash = chainStart;
  return records
    .map((record) => {
      const next = chainLine(hash, record);
      ({ hash } = next);
      return next.line;
    })
    .join("");
}

test("a ledger is what it says: turns are releases and lines cut short", () => {
  const ledger = verifyLedger(ledgerOf(opening, release(1, 1), cutShort, release(3, 2), withdrawal));
  expect(ledger.opening).toEqual(opening);
  expect(ledger.releases.map(({ round }) => round)).toEqual([1, 3]);
  expect(ledger.turns).toBe(3);
  expect(ledger.withdrawal).toEqual({ round: 4, reason: "spent" });
  expect(verifyLedger(ledgerOf(opening)).withdrawal).toBeUndefined();
});

test.each([
  ["nothing", "", "line 1 does not say whose ledger this is"],
  ["a release first", ledgerOf(release(1, 1)), "line 1 does not say whose ledger this is"],
  ["two openings", ledgerOf(opening, opening), "line 2 opens the ledger a second time"],
  ["a release after a withdrawal", ledgerOf(opening, withdrawal, release(5, 1)), "line 3 follows a withdrawal"],
  [
    "a round before the last",
    ledgerOf(opening, release(2, 1), release(1, 2)),
    "line 3 is of round 1, after one of round 2",
  ],
  ["less spent than before", ledgerOf(opening, release(1, "Infinity"), release(2, 2)), "line 3 has spent less"],
  ["a field too many", ledgerOf({ ...opening, surprise: 1 }), /^line 1 cannot be read: .*surprise/],
  ["a field missing", ledgerOf(opening, { ...release(1, 1), bytes: undefined }), /^line 2 cannot be read: bytes/],
  ["an event without a type", ledgerOf(opening, { ...release(1, 1), event: {} }), /^line 2 cannot be read: event/],
])("refuses %s, though the chain is whole", (_, text, message) => {
  expect(() => verifyLedger(text)).toThrow(message);
});
