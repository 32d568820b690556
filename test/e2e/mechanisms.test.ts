/** Mechanisms of participants in whole runs: what one carries from turn to turn, and randomness that nobody can repeat. */
import { join } from "node:path";
import { expect, test } from "vitest";
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

const turnsIn = (out: string) =>
  readEvents(out).filter((event): event is Extract<StampedEvent, { type: "turn" }> => event.type === "turn");

const defence = (params: string) => `participants.defences=[{ kind: dp-sgd, clipNorm: 0.1, ${params} }]`;

test("a participant that is replaced goes on with the clip norm that it had come to: the weights are the same", async () => {
  const adaptive = ["training.rounds=80", defence("noiseMultiplier: 1, adaptive: {}")];
  const directory = temporaryDirectory();
  const [out, calm] = ["out", "calm"].map((name) => join(directory, name));
  const run = startCli(["run", smallScenario(directory), ...adaptive, "--out", out, "--quiet"]);
  await eventually("the fifth round", () =>
    readEvents(out).find((event) => event.type === "round" && event.round >= 5),
  );
  const hosts = (event: StampedEvent) => event.type === "process" && event.participants?.includes(1) === true;
  const host = readEvents(out).find(hosts) as Extract<StampedEvent, { type: "process" }>;
  process.kill(host.pid, "SIGKILL");
  expect(await run.finished).toMatchObject({ code: 0, stderr: "" });
  expect(readEvents(out)).toContainEqual(expect.objectContaining({ type: "incident", what: "replaced" }));

  await runCli(["run", smallScenario(directory), ...adaptive, "--out", calm, "--quiet"]);
  expect(readSummary(out).variants.run.digest).toBe(readSummary(calm).variants.run.digest);
  const clipNorms = turnsIn(calm).flatMap(({ measurements }) =>
    measurements.filter(({ name }) => name === "dp-sgd/clip-norm").map(({ value }) => value),
  );
  expect(new Set(clipNorms).size).toBeGreaterThan(80);
});

test("secure randomness: the same seed gives another run, of the same guarantee, and the summary says so", async () => {
  const directory = temporaryDirectory();
  const secure = ["privacy.randomness=secure", defence("noiseMultiplier: 1")];
  const summaries = [];
  for (const name of ["one", "other"]) {
    const out = join(directory, name);
    expect((await runCli(["run", smallScenario(directory), ...secure, "--out", out, "--quiet"])).code).toBe(0);
    summaries.push(readSummary(out));
    expect(readEvents(out)).toContainEqual(expect.objectContaining({ type: "ledgers", broken: [] }));
  }
  const [one, other] = summaries;
  expect([one.randomness, other.randomness]).toEqual(["secure", "secure"]);
  expect(one.variants.run.digest).not.toBe(other.variants.run.digest);
  expect(one.variants.run.privacy).toEqual(other.variants.run.privacy);
});
