import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Spending } from "../../shared/privacy/ledger-spending.js";
import { verifyLedger } from "../../shared/privacy/ledger-verify.js";
import type { PlannedRelease } from "../../shared/privacy/planned-release.js";
import type { Leaving } from "./leaving.js";
import { PrivacyMonitor } from "./monitor.js";
import type { MonitorFacts } from "./monitor.js";

/** A turn costs 0.5. */
const spending = (allows?: number, onSpent: "stop" | "report" = "stop"): Spending => ({
  accountant: "rdp",
  delta: 1e-5,
  counts: "turns",
  table: Array.from({ length: 20 }, (_, i) => ({ count: i + 1, epsilon: (i + 1) / 2 })),
  ...(allows !== undefined && { budget: { epsilon: allows / 2 + 0.25, onSpent, allows } }),
});

const release: PlannedRelease = { event: { type: "gaussian", noiseMultiplier: 2 }, neighbours: "add-or-remove-one" };
const leaving = (digit: number): Leaving => ({
  bytes: 40,
  coordinates: 10,
  l2Norm: 1.5,
  update: `${digit}`.repeat(64),
});

function ledgerPath(): string {
  const directory = mkdtempSync(join(tmpdir(), "fedleak-ledger-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, "participants", "4", "ledger.jsonl");
}

function open(file: string | undefined, more: Partial<MonitorFacts> = {}): PrivacyMonitor {
  const facts = { participant: 4, unit: "example", spending: spending(3), repeatable: true, ...more } as const;
  return new PrivacyMonitor({ ...facts, ...(file !== undefined && { file }) });
}

describe("a monitor", () => {
  test("writes a turn down, with what was spent by then and what is left", () => {
    const file = ledgerPath();
    const monitor = open(file);
    expect(existsSync(file)).toBe(false);
    expect(monitor.record(1, release, leaving(1))).toEqual({
      ...{ bytes: 40, coordinates: 10, l2Norm: 1.5 },
      ...{ epsilonSpent: 0.5, epsilonLeft: 1.25 },
    });
    monitor.record(2, release, leaving(2));
    const { opening, releases } = verifyLedger(readFileSync(file, "utf8"));
    expect(opening).toEqual({
      ...{ kind: "opening", ledger: 1, participant: 4, unit: "example", delta: 1e-5, accountant: "rdp" },
      budget: { epsilon: 1.75, onSpent: "stop" },
    });
    expect(releases).toHaveLength(2);
    expect(releases[1]).toEqual({
      ...{ kind: "release", round: 2, ...release, ...leaving(2) },
      ...{ epsilonSpent: 1, epsilonLeft: 0.75 },
    });
  });

  test("refuses the turn after the last that the budget allows, and every one after that", () => {
    const monitor = open(ledgerPath());
    for (const round of [1, 5, 9]) {
      expect(monitor.refusal(round)).toBeUndefined();
      monitor.record(round, release, leaving(round));
    }
    const words = /^a budget of epsilon 1.75 allows 3 turns, and epsilon 1.5 is spent \(rdp, delta 0.00001\)$/;
    expect(monitor.refusal(10)).toMatch(words);
    expect(monitor.refusal(11)).toMatch(words);
  });

  test("that only reports goes on, and says that nothing is left", () => {
    const monitor = open(ledgerPath(), { spending: spending(1, "report") });
    monitor.record(1, release, leaving(1));
    expect(monitor.refusal(2)).toBeUndefined();
    expect(monitor.record(2, release, leaving(2))).toMatchObject({ epsilonSpent: 1, epsilonLeft: 0 });
  });

  test("without a budget states no rest, and beyond what was worked out no bound", () => {
    const monitor = open(undefined, { spending: spending() });
    for (let round = 1; round <= 20; round++) monitor.record(round, release, leaving(round % 10));
    expect(monitor.refusal(21)).toBeUndefined();
    expect(monitor.record(21, release, leaving(1))).toMatchObject({ epsilonSpent: "Infinity", epsilonLeft: null });
  });

  test("counts rounds where turns differ: those left out are counted too", () => {
    const monitor = open(ledgerPath(), { spending: { ...spending(3), counts: "rounds" } });
    expect(monitor.record(2, release, leaving(1))).toMatchObject({ epsilonSpent: 1 });
    expect(monitor.refusal(3)).toBeUndefined();
    expect(monitor.refusal(4)).toMatch(/allows 3 rounds/);
  });

  test("without a file keeps its account all the same", () => {
    const monitor = open(undefined);
    for (const round of [1, 2, 3]) monitor.record(round, release, leaving(round));
    expect(monitor.refusal(4)).toMatch(/3 turns/);
  });
});

describe("a monitor that was started again", () => {
  test("goes on counting where the one before stopped", () => {
    const file = ledgerPath();
    open(file).record(1, release, leaving(1));
    open(file).record(2, release, leaving(2));
    const monitor = open(file);
    expect(monitor.lastRound).toBe(2);
    expect(monitor.record(3, release, leaving(3))).toMatchObject({ epsilonSpent: 1.5 });
    expect(open(file).refusal(4)).toMatch(/1.5 is spent/);
    expect(verifyLedger(readFileSync(file, "utf8")).turns).toBe(3);
  });

  test("takes its last turn again, to the same bytes, at no further cost even where nothing is left", () => {
    const file = ledgerPath();
    const first = open(file);
    for (const round of [1, 2, 3]) first.record(round, release, leaving(round));
    const monitor = open(file);
    expect(monitor.refusal(3)).toBeUndefined();
    expect(monitor.record(3, release, leaving(3))).toMatchObject({ epsilonSpent: 1.5, again: true });
    expect(verifyLedger(readFileSync(file, "utf8")).turns).toBe(3);
  });

  test("does not answer a round again with another update: the same noise on other weights would cancel", () => {
    const file = ledgerPath();
    open(file).record(1, release, leaving(1));
    expect(() => open(file).record(1, release, leaving(2))).toThrow(/round 1 was answered before, with another update/);
    expect(verifyLedger(readFileSync(file, "utf8")).turns).toBe(1);
    // noise that is fresh makes it one more release
    expect(open(file, { repeatable: false }).record(1, release, leaving(2))).toMatchObject({ epsilonSpent: 1 });
  });

  test("stays withdrawn, and says so once", () => {
    const file = ledgerPath();
    const monitor = open(file);
    monitor.withdraw(1, "enough");
    monitor.withdraw(2, "enough");
    const again = open(file);
    expect(again.refusal(3)).toBe("enough");
    again.withdraw(3, "enough");
    expect(readFileSync(file, "utf8").match(/"withdrawal"/g)).toHaveLength(1);
  });

  test("counts a line that was cut short as a turn, and the ledger is whole again", () => {
    const file = ledgerPath();
    const first = open(file);
    first.record(1, release, leaving(1));
    first.record(2, release, leaving(2));
    const text = readFileSync(file, "utf8");
    for (const cut of [1, 2, 40]) {
      writeFileSync(file, text.slice(0, -cut));
      const monitor = open(file);
      expect(monitor.lastRound).toBe(1);
      const { turns, releases, cutShort } = verifyLedger(readFileSync(file, "utf8"));
      expect([turns, releases.length, cutShort]).toEqual([2, 1, false]);
      monitor.record(2, release, leaving(2));
      expect(open(file).refusal(3)).toMatch(/3 turns/);
    }
  });

  test("begins anew on a first line that was cut short", () => {
    const file = ledgerPath();
    open(file).record(1, release, leaving(1));
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 20));
    open(file).record(1, release, leaving(1));
    expect(verifyLedger(readFileSync(file, "utf8")).turns).toBe(1);
  });

  test.each([
    ["a changed number", (text: string) => text.replace('"bytes":40', '"bytes":41'), "line 2 does not follow"],
    ["a line left out", (text: string) => text.split("\n").toSpliced(1, 1).join("\n"), "line 2 does not follow"],
    [
      "lines exchanged",
      (text: string) => {
        const [opening, one, two, ...rest] = text.split("\n");
        return [opening, two, one, ...rest].join("\n");
      },
      "line 2 does not follow",
    ],
    ["what is no ledger", () => "hello\n", "line 1 is not JSON"],
  ])("refuses to take part on %s, naming file and line", (_, tamper, message) => {
    const file = ledgerPath();
    const monitor = open(file);
    for (const round of [1, 2]) monitor.record(round, release, leaving(round));
    writeFileSync(file, tamper(readFileSync(file, "utf8")));
    expect(() => open(file)).toThrow(`the ledger ${file} is broken: ${message}`);
  });

  test("refuses the ledger of another participant, or of another budget", () => {
    const file = ledgerPath();
    open(file).record(1, release, leaving(1));
    expect(() => open(file, { participant: 5 })).toThrow(/is another's: it opens with .*"participant":4/);
    expect(() => open(file, { spending: spending(9) })).toThrow(
      /"epsilon":1.75.* this participant's with .*"epsilon":4.75/,
    );
  });
});
