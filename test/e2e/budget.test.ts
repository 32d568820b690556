import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyRun } from "../../lab/runs/participant-ledgers.js";
import { verifyLedger } from "../../shared/privacy/ledger-verify.js";
import type { StampedEvent } from "../../shared/process/run-events.js";
import {
  eventually,
  readEvents,
  readSummary,
  runCli,
  smallScenario,
  startCli,
  temporaryDirectory,
} from "../support/cli.js";

const defended = [
  "training.rounds=400",
  "training.evaluateEvery=100",
  "participants.defences=[{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 2 }]",
  "privacy.budget={ epsilon: 0.9 }",
];

const ledgerOf = (out: string, participant: number): string =>
  join(out, "run", "participants", String(participant), "ledger.jsonl");

const roundsOf = (out: string): StampedEvent[] => readEvents(out).filter(({ type }) => type === "round");

test("a participant killed over and over spends no turn more than its budget, and the run does not notice", async () => {
  const directory = temporaryDirectory();
  const scenario = smallScenario(directory);
  const out = join(directory, "out");
  const run = startCli(["run", scenario, ...defended, "limits.restarts=9", "--out", out, "--quiet"]);
  for (const round of [5, 20, 40]) {
    await eventually(`round ${round}`, () => (roundsOf(out).length >= round ? true : undefined));
    const pid = readEvents(out).findLast(
      (event) => event.type === "process" && event.participants?.includes(1) === true,
    );
    if (pid?.type === "process") process.kill(pid.pid, "SIGKILL");
  }
  const { code, stderr } = await run.finished;
  expect(stderr).toBe("");
  expect(code).toBe(0);

  const { rounds, digest, ledgers, privacy } = readSummary(out).variants.run;
  expect(rounds).toBeGreaterThan(60);
  expect(rounds).toBeLessThan(400);
  expect(ledgers).toEqual({ verified: 3, broken: 0, withdrawn: 3 });
  for (const participant of [0, 1, 2]) {
    const { turns, releases, withdrawal } = verifyLedger(readFileSync(ledgerOf(out, participant), "utf8"));
    expect([turns, releases.length]).toEqual([rounds, rounds]);
    expect(new Set(releases.map(({ round }) => round)).size).toBe(rounds);
    expect(releases.at(-1)!.epsilonSpent).toBeLessThanOrEqual(0.9);
    expect(withdrawal).toMatchObject({ round: rounds + 1 });
  }
  // the lab's own ledger counts every turn once, whichever process told of it
  const { epsilonSpent } = verifyLedger(readFileSync(ledgerOf(out, 1), "utf8")).releases.at(-1)!;
  expect(privacy.epsilon).toEqual({ rdp: epsilonSpent });

  const calm = join(directory, "calm");
  await runCli(["run", scenario, ...defended, "launch.packed=3", "--out", calm, "--quiet"]);
  expect(readSummary(calm).variants.run).toMatchObject({ rounds, digest });
});

test("a ledger that was tampered with stops its participant when it comes back, and shows in the run", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const more = [
    ...defended,
    "limits.restarts=1",
    "limits.minUpdates=2",
    "training.rounds=60",
    "privacy.budget.epsilon=9",
  ];
  const run = startCli(["run", smallScenario(directory), ...more, "--out", out, "--quiet"]);
  await eventually("round 5", () => (roundsOf(out).length >= 5 ? true : undefined));
  const started = readEvents(out).find((event) => event.type === "process" && event.participants?.includes(2) === true);
  if (started?.type === "process") process.kill(started.pid, "SIGKILL");
  const file = ledgerOf(out, 2);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace('"round":2', '"round":3'));

  expect((await run.finished).code).toBe(0);
  const dropped = readEvents(out).find((event) => event.type === "incident" && event.what === "dropped");
  expect(dropped).toMatchObject({ participant: 2 });
  expect((dropped as { reason: string }).reason).toMatch(/ledger\.jsonl is broken: line 3 does not follow/);
  expect(readSummary(out).variants.run).toMatchObject({
    rounds: 60,
    ledgers: { verified: 2, broken: 1, withdrawn: 0 },
  });

  expect(verifyRun(out)).toMatchObject([{ variant: "run", verified: 2, broken: [{ participant: 2 }] }]);
  writeFileSync(file, text);
  // whole, but without the turns after: the run was told of no more than these, for it was killed then
  expect(verifyRun(out)).toMatchObject([{ verified: 3, broken: [] }]);
  const other = ledgerOf(out, 0);
  const lines = readFileSync(other, "utf8").split("\n");
  writeFileSync(other, `${lines.slice(0, 40).join("\n")}\n`);
  const [{ broken }] = verifyRun(out);
  expect(broken).toEqual([
    { participant: 0, why: "it holds 39 turns, and the run was told of 60: lines are missing at its end" },
  ]);
  appendFileSync(other, lines[40].slice(0, 50));
  expect(verifyRun(out)[0].broken[0].why).toMatch(/holds 39 turns/);
});
