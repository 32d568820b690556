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
import { closedGate } from "../support/gate.js";

const turnsIn = (out: string) =>
  readEvents(out).filter((event): event is Extract<StampedEvent, { type: "turn" }> => event.type === "turn");

const dpSgd = (params: string) => `{ kind: dp-sgd, clipNorm: 0.1, ${params} }`;

test("a participant that is replaced goes on with the clip norm that it had come to: the weights are the same", async () => {
  const directory = temporaryDirectory();
  const gate = closedGate(directory);
  const defences = `participants.defences=[${dpSgd("noiseMultiplier: 1, adaptive: {}")}, ${gate.defence}]`;
  const [out, calm] = ["out", "calm"].map((name) => join(directory, name));
  const run = startCli(["run", smallScenario(directory), defences, "--out", out, "--quiet"]);
  await eventually("the second round", () =>
    readEvents(out).find((event) => event.type === "round" && event.round === 2),
  );
  const hosts = (event: StampedEvent) => event.type === "process" && event.participants?.includes(1) === true;
  const host = readEvents(out).find(hosts) as Extract<StampedEvent, { type: "process" }>;
  process.kill(host.pid, "SIGKILL");
  gate.open();
  expect(await run.finished).toMatchObject({ code: 0, stderr: "" });
  expect(readEvents(out)).toContainEqual(expect.objectContaining({ type: "incident", what: "replaced" }));

  await runCli(["run", smallScenario(directory), defences, "launch.packed=3", "--out", calm, "--quiet"]);
  expect(readSummary(out).variants.run.digest).toBe(readSummary(calm).variants.run.digest);
  const clipNorms = turnsIn(calm).flatMap(({ measurements }) =>
    measurements.filter(({ name }) => name === "dp-sgd/clip-norm").map(({ value }) => value),
  );
  // every one of six rounds and three participants has come to one of its own, but for the first round's
  expect(new Set(clipNorms).size).toBe(1 + 5 * 3);
});

test("secure randomness: the same seed gives another run, of the same guarantee, and the summary says so", async () => {
  const directory = temporaryDirectory();
  const secure = [
    "privacy.randomness=secure",
    `participants.defences=[${dpSgd("noiseMultiplier: 1")}]`,
    "launch.packed=3",
  ];
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
