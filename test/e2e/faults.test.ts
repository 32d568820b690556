import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StampedEvent } from "../../shared/process/run-events.js";
import {
  eventually,
  isAlive,
  readEvents,
  readSummary,
  runCli,
  smallScenario,
  startCli,
  temporaryDirectory,
} from "../support/cli.js";
import { closedGate } from "../support/gate.js";

type ProcessEvent = Extract<StampedEvent, { type: "process" }>;

/** A run that has begun and is past its first rounds; as long as it takes to be hit, if nothing holds it up. */
async function begin(directory: string, more: readonly string[] = ["training.rounds=10000"]) {
  const out = join(directory, "out");
  const rare = "training.evaluateEvery=10000";
  const run = startCli(["run", smallScenario(directory), rare, ...more, "--out", out, "--quiet"]);
  await eventually("the second round", () =>
    readEvents(out).find((event) => event.type === "round" && event.round === 2),
  );
  const processes = () => readEvents(out).filter((event): event is ProcessEvent => event.type === "process");
  const pidOf = (participant?: number) =>
    processes().find((event) => event.participants?.includes(participant ?? -1) ?? participant === undefined)!.pid;
  return { out, run, processes, pidOf };
}

async function nothingLeft(pids: readonly number[]): Promise<void> {
  await eventually("the end of every process", () => (pids.some(isAlive) ? undefined : true), 10);
}

describe("a participant that is killed in the middle of its third turn", () => {
  /** All participants are in that turn when `participant` is killed. */
  async function kill(participant: number, ...more: readonly string[]) {
    const directory = temporaryDirectory();
    const gate = closedGate(directory);
    const overrides = [`participants.defences=[${gate.defence}]`, "training.rounds=6"];
    const begun = await begin(directory, [...overrides, ...more]);
    process.kill(begun.pidOf(participant), "SIGKILL");
    gate.open();
    return { ...begun, directory, overrides, finished: await begun.run.finished };
  }

  test("is replaced, and the weights are those of an undisturbed run", async () => {
    const { directory, overrides, out, processes, finished } = await kill(1);
    expect(finished).toMatchObject({ code: 0, stderr: "" });
    const replaced = { type: "incident", what: "replaced", participant: 1, round: 3, reason: "signal SIGKILL" };
    expect(readEvents(out)).toContainEqual(expect.objectContaining(replaced));
    expect(readSummary(out).variants.run.incidents).toBeGreaterThan(0);

    const calm = join(directory, "calm");
    await runCli(["run", smallScenario(directory), ...overrides, "launch.packed=3", "--out", calm, "--quiet"]);
    expect(readSummary(calm).variants.run.incidents).toBe(0);
    expect(readSummary(out).variants.run.digest).toBe(readSummary(calm).variants.run.digest);
    await nothingLeft(processes().map(({ pid }) => pid));
  });

  test("fails the run with its reason when it may not be started again", async () => {
    const { out, processes, finished } = await kill(2, "limits.restarts=0");
    expect(finished.code).toBe(1);
    const { status, reason } = readSummary(out);
    expect(status).toBe("failed");
    expect(reason).toMatch(/round 3 ended with 2 updates of the 3 it needs; participant 2 dropped/);
    await nothingLeft(processes().map(({ pid }) => pid));
  });

  test("is done without where limits.minUpdates allows it", async () => {
    const { out, finished } = await kill(0, "limits.restarts=0", "limits.minUpdates=2");
    expect(finished.code).toBe(0);
    const accepted = readEvents(out).flatMap((event) => (event.type === "round" ? [event.accepted] : []));
    expect(accepted).toEqual([3, 3, 2, 2, 2, 2]);
  });
});

test("a server that is killed fails the run, and nothing is left behind", async () => {
  const { out, run, processes, pidOf } = await begin(temporaryDirectory());
  process.kill(pidOf(), "SIGKILL");
  const { code } = await run.finished;
  expect(code).toBe(1);
  expect(readSummary(out)).toMatchObject({ status: "failed" });
  expect(readSummary(out).reason).toMatch(/^the parameter server ended after round \d+ \(signal SIGKILL\)$/);
  await nothingLeft(processes().map(({ pid }) => pid));
});

test("a launcher that is killed leaves no process behind", async () => {
  const { run, processes } = await begin(temporaryDirectory());
  const pids = processes().map(({ pid }) => pid);
  expect(pids.filter(isAlive)).toHaveLength(4);
  run.process.kill("SIGKILL");
  await run.finished;
  await nothingLeft(pids);
});

test("Ctrl-C ends the run with exit code 130 and a partial, marked run directory", async () => {
  const { out, run, processes } = await begin(temporaryDirectory());
  run.process.kill("SIGINT");
  const { code } = await run.finished;
  expect(code).toBe(130);
  expect(readSummary(out)).toMatchObject({ status: "interrupted", reason: "interrupted by SIGINT", variants: {} });
  await nothingLeft(processes().map(({ pid }) => pid));
});

test("a participant that uploads NaN is refused, and the run fails with the reason or goes on without it", async () => {
  const directory = temporaryDirectory();
  writeFileSync(
    join(directory, "nan.js"),
    `import { defineDefence, z } from "fedleak";
export default defineDefence({
  kind: "defence",
  name: "nan",
  summary: "Uploads NaN from round 3 on.",
  reference: { title: "none", url: "https://example.org", year: 2026 },
  params: z.strictObject({}),
  create: (params) => ({
    params,
    protectUpdate: (update, { round }) => ({ update: round < 3 ? update : update.map(() => NaN), measurements: [] }),
    release: (before) => before,
  }),
});
`,
  );
  const scenario = smallScenario(directory);
  const poison = ["participants.defences=[{ kind: ./nan.js, participants: [1] }]", "launch.packed=3"];
  const failed = join(directory, "failed");
  expect((await runCli(["run", scenario, ...poison, "--out", failed, "--quiet"], directory)).code).toBe(1);
  const { reason } = readSummary(failed);
  expect(reason).toContain("round 3 ended with 2 updates of the 3 it needs; participant 1 refused: not-finite");
  expect(reason).toContain("training diverged");

  const goesOn = join(directory, "goes-on");
  const tolerant = ["run", scenario, ...poison, "limits.minUpdates=2", "--out", goesOn, "--quiet"];
  expect((await runCli(tolerant, directory)).code).toBe(0);
  expect(readSummary(goesOn).variants.run.incidents).toBe(4);
});
