import { expect, test } from "vitest";
import type { Account, RunEvent, StampedEvent } from "../../../shared/process/run-events.js";
import type { RecordedRun } from "../../runs/read-run.js";
import { participantsPrivacySection } from "./participants-privacy.js";

const release = { event: { type: "no-op" }, neighbours: "replace-one" } as const;

function turn(participant: number, account: Partial<Account>): RunEvent {
  const all = { bytes: 1000, coordinates: 250, l2Norm: 1, epsilonSpent: 1, epsilonLeft: null, ...account };
  return { type: "turn", participant, round: 1, lotSize: 1, measurements: [], release, account: all };
}

/** As far as the section reads it. */
function runOf(variants: Readonly<Record<string, readonly RunEvent[]>>): RecordedRun {
  const stamped = (events: readonly RunEvent[]): StampedEvent[] =>
    events.map((event, seq) => ({ ...event, seq, ms: 0 }));
  const seeds = Object.entries(variants).map(([name, events]) => [
    name,
    [{ events: stamped(events), attacks: {}, representatives: {} }],
  ]);
  return { variants: Object.fromEntries(seeds), summary: { seeds: 1 } } as unknown as RecordedRun;
}

/** What is read, row by row. */
const textOf = (run: RecordedRun): string[] =>
  (participantsPrivacySection(run)?.text ?? "").split("</tr>").map((row) =>
    row
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );

test("a thousand participants are few rows, with what they sent, spent and have left, and who withdrew", () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    turn(i, { bytes: 1000 + i, epsilonSpent: 1.5, epsilonLeft: 0.5 }),
  );
  const withdrawn: RunEvent = { type: "incident", what: "withdrawn", participant: 3, round: 2, reason: "spent" };
  const rows = textOf(runOf({ dp: [...many, withdrawn, { type: "ledgers", verified: 1000, broken: [] }] }));
  expect(rows[0]).toMatch(/ε spent ε left withdrew$/);
  expect(rows.slice(2, 5)).toEqual([
    "0 to 2, 4 to 999 1 1.00 kB to 2.00 kB 1.50 0.50 –",
    "3 1 1.00 kB 1.50 0.50 in round 2",
    "1000 ledgers verified: whole, with every turn the run was told of",
  ]);
});

test("more rows than fit are counted, and a broken ledger is named", () => {
  const events = Array.from({ length: 30 }, (_, i) => turn(i, { epsilonSpent: 30 - i }));
  const broken = [{ participant: 7, why: "line 2 does not follow" }];
  const rows = textOf(runOf({ dp: [...events, { type: "ledgers", verified: 29, broken }] }));
  expect(rows).toContain("and 18 participants more that spent less, see participants/*/ledger.jsonl");
  expect(rows).toContain("1 ledger broken (participant 7: line 2 does not follow), 29 verified");
  expect(rows[0]).toMatch(/ε spent$/);
});

test("without a mechanism epsilon is infinite; without ledgers there is no section", () => {
  expect(textOf(runOf({ open: [turn(0, { epsilonSpent: "Infinity" })] })).join()).toMatch(/0 1 1.00 kB ∞/);
  expect(participantsPrivacySection(runOf({ open: [] }))).toBeUndefined();
});
