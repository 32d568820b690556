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

type ProcessEvent = Extract<StampedEvent, { type: "process" }>;

/** A run that is long enough to be hit, begun and past its first round. */
async function begin(more: readonly string[] = ["training.rounds=400"]) {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const run = startCli(["run", smallScenario(directory), ...more, "--out", out, "--quiet"]);
  await eventually("the first round", () => readEvents(out).find(({ type }) => type === "round"));
  const processes = () => readEvents(out).filter((event): event is ProcessEvent => event.type === "process");
  const pidOf = (participant?: number) =>
    processes().find((event) => event.participants?.includes(participant ?? -1) ?? participant === undefined)!.pid;
  return { out, run, processes, pidOf };
}

async function nothingLeft(pids: readonly number[]): Promise<void> {
  await eventually("the end of every process", () => (pids.some(isAlive) ? undefined : true), 10);
}

describe("a participant that is killed", () => {
  test("is replaced, and the weights are those of an undisturbed run", async () => {
    const rounds = "training.rounds=400";
    const { out, run, processes, pidOf } = await begin([rounds]);
    process.kill(pidOf(1), "SIGKILL");
    const { code, stderr } = await run.finished;
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const replaced = { type: "incident", what: "replaced", participant: 1, reason: "signal SIGKILL" };
    expect(readEvents(out)).toContainEqual(expect.objectContaining(replaced));
    expect(readSummary(out).variants.run.incidents).toBeGreaterThan(0);

    const directory = temporaryDirectory();
    const calm = join(directory, "calm");
    await runCli(["run", smallScenario(directory), rounds, "--out", calm, "--quiet"]);
    expect(readSummary(out).variants.run.digest).toBe(readSummary(calm).variants.run.digest);
    await nothingLeft(processes().map(({ pid }) => pid));
  });

  test("fails the run with its reason when it may not be started again", async () => {
    const { out, run, processes, pidOf } = await begin(["training.rounds=400", "limits.restarts=0"]);
    process.kill(pidOf(2), "SIGKILL");
    const { code } = await run.finished;
    expect(code).toBe(1);
    const { status, reason } = readSummary(out);
    expect(status).toBe("failed");
    expect(reason).toMatch(/ended with 2 updates of the 3 it needs; participant 2 dropped/);
    await nothingLeft(processes().map(({ pid }) => pid));
  });

  test("is done without where limits.minUpdates allows it", async () => {
    const more = ["training.rounds=400", "limits.restarts=0", "limits.minUpdates=2"];
    const { out, run, pidOf } = await begin(more);
    process.kill(pidOf(0), "SIGKILL");
    expect((await run.finished).code).toBe(0);
    const rounds = readEvents(out).filter((event) => event.type === "round");
    expect(rounds).toHaveLength(400);
    expect(rounds.at(-1)).toMatchObject({ accepted: 2 });
  });
});

test("a server that is killed fails the run, and nothing is left behind", async () => {
  const { out, run, processes, pidOf } = await begin();
  process.kill(pidOf(), "SIGKILL");
  const { code } = await run.finished;
  expect(code).toBe(1);
  expect(readSummary(out)).toMatchObject({ status: "failed" });
  expect(readSummary(out).reason).toMatch(/^the parameter server ended after round \d+ \(signal SIGKILL\)$/);
  await nothingLeft(processes().map(({ pid }) => pid));
});

test("a launcher that is killed leaves no process behind", async () => {
  const { run, processes } = await begin();
  const pids = processes().map(({ pid }) => pid);
  expect(pids.filter(isAlive)).toHaveLength(4);
  run.process.kill("SIGKILL");
  await run.finished;
  await nothingLeft(pids);
});

test("Ctrl-C ends the run with exit code 130 and a partial, marked run directory", async () => {
  const { out, run, processes } = await begin();
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
  const poison = "participants.defences=[{ kind: ./nan.js, participants: [1] }]";
  const failed = join(directory, "failed");
  expect((await runCli(["run", scenario, poison, "--out", failed, "--quiet"], directory)).code).toBe(1);
  const { reason } = readSummary(failed);
  expect(reason).toContain("round 3 ended with 2 updates of the 3 it needs; participant 1 refused: not-finite");
  expect(reason).toContain("training diverged");

  const goesOn = join(directory, "goes-on");
  const tolerant = ["run", scenario, poison, "limits.minUpdates=2", "--out", goesOn, "--quiet"];
  expect((await runCli(tolerant, directory)).code).toBe(0);
  expect(readSummary(goesOn).variants.run.incidents).toBe(4);
});
