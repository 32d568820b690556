/** Baselines: what the same work reaches alone, and in one place. @module */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StampedEvent } from "../../shared/process/run-events.js";
import {
  eventually,
  readEvents,
  readSummary,
  runCli,
  smallScenario,
  startCli,
  temporaryDirectory,
  variantsOf,
} from "../support/cli.js";

type BaselineEvent = Extract<StampedEvent, { type: "baseline" }>;

const sharing = `
baselines: [standalone, centralised]
variants:
  full: {}
  tenth: { training.uploadFraction: 0.1 }
  hundredth: { training.uploadFraction: 0.01 }
expect:
  - { variant: full, metric: baselines.standalone.accuracy, above: 0.5 }
  - { variant: tenth, metric: baselines.centralised.accuracy, above: 0.8 }
`;

const size = [
  "participants.count=6",
  "launch.packed=6",
  "participants.partition.examplesEach=200",
  "training.schedule=round-robin",
  "training.update=delta",
  "training.sampling=shuffle",
  "training.batchSize=10",
  "training.rounds=4",
  "training.evaluateEvery=2",
];

const baselinesOf = (events: readonly StampedEvent[]): BaselineEvent[] =>
  events.filter((event) => event.type === "baseline");

/** Without what depends on when it was written. */
const told = (events: readonly BaselineEvent[]) => events.map(({ seq: _seq, ms: _ms, ...event }) => event);

describe("three variants that differ in what they share", () => {
  test("share one computation; alone is worse than together, and everything is recorded", async () => {
    const directory = temporaryDirectory();
    const out = join(directory, "out");
    const args = ["run", smallScenario(directory, sharing), ...size, "--out", out];
    const { code, stderr, stdout } = await runCli(args);
    expect(code).toBe(0);

    const { variants, expectations } = readSummary(out);
    const { standalone, centralised } = variants.full.baselines!;
    expect(standalone!.n).toBe(6);
    expect(standalone!.low).toBeLessThan(standalone!.accuracy);
    expect(standalone!.accuracy).toBeLessThan(standalone!.high);
    expect(standalone!.high).toBeLessThan(centralised!.accuracy);
    expect(variants.full.accuracy).toBeGreaterThan(standalone!.high);
    expect(expectations).toMatchObject([
      { met: true, value: standalone!.accuracy },
      { met: true, value: centralised!.accuracy },
    ]);

    // trained once, recorded with every variant
    expect(stderr.match(/\] baseline \w+/g)).toHaveLength(7);
    expect(stderr).toContain("baseline      standalone for full, tenth and hundredth: 6 models, 80 steps each");
    expect(stderr).toContain("baseline      centralised for full, tenth and hundredth: 480 steps");
    const [full, ...others] = ["full", "tenth", "hundredth"].map((name) => told(baselinesOf(readEvents(out, name))));
    // three evaluations of seven models
    expect(full).toHaveLength(21);
    const sorted = (events: typeof full) => events.map((event) => JSON.stringify(event)).sort();
    for (const [i, events] of others.entries()) {
      expect(sorted(events)).toEqual(sorted(full));
      expect(variants[["tenth", "hundredth"][i]].baselines).toEqual(variants.full.baselines);
    }
    expect(new Set(full.map(({ round }) => round))).toEqual(new Set([0, 2, 4]));
    const start = readEvents(out, "full").find((event) => event.type === "evaluation")!;
    for (const { round, loss } of full) if (round === 0) expect(loss).toBe(start.loss);

    const metrics = readFileSync(join(out, "tenth", "metrics.csv"), "utf8");
    expect(metrics).toContain(`,4,,baseline/centralised_accuracy,${centralised!.accuracy},fraction\n`);
    expect(metrics.match(/,4,\d,baseline\/standalone_accuracy,/g)).toHaveLength(6);

    expect(stdout).toMatch(/^With full: accuracy [\d.]+ % after 4 rounds, above every participant alone \(/);
    expect(stdout).toMatch(/\nWith hundredth: .* kB uploaded, 1\.\d+ % of what full uploaded\.\n/);
    const html = readFileSync(join(out, "report.html"), "utf8");
    expect(html).toContain("Accuracy against bytes uploaded.");
    expect(html).not.toContain(`id="attacks"`);
  });
});

test("a participant alone is a federation of one, bit for bit, for every way to draw lots", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const samplings = ["poisson", "shuffle", "fixed"];
  const ways = variantsOf(
    Object.fromEntries(samplings.map((sampling) => [sampling, [`training.sampling=${sampling}`]])),
  );
  const scenario = smallScenario(directory, `baselines: [standalone]\n${ways}`);
  const one = ["participants.count=1", "training.rounds=30", "training.evaluateEvery=15"];
  expect((await runCli(["run", scenario, ...one, "--out", out, "--quiet"])).code).toBe(0);
  const { variants } = readSummary(out);
  for (const sampling of samplings) {
    const { accuracy, baselines } = variants[sampling];
    expect(baselines).toEqual({ standalone: { accuracy, low: accuracy, high: accuracy, n: 1 } });
    const events = readEvents(out, sampling);
    const losses = (type: "evaluation" | "baseline") =>
      events.flatMap((event) => (event.type === type ? [[event.round, event.loss]] : []));
    expect(losses("baseline")).toHaveLength(3);
    expect(losses("baseline")).toEqual(losses("evaluation"));
  }
  expect(new Set(Object.values(variants).map(({ digest }) => digest)).size).toBe(3);
});

test("Ctrl-C while baselines train ends the run with a partial, marked run directory", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const more = ["training.rounds=100000", "training.evaluateEvery=10"];
  const args = ["run", smallScenario(directory, "baselines: [centralised]\n"), ...more, "--out", out, "--quiet"];
  const run = startCli(args);
  await eventually("the first evaluations", () => baselinesOf(readEvents(out)).at(1));
  run.process.kill("SIGINT");
  expect((await run.finished).code).toBe(130);
  expect(readSummary(out)).toMatchObject({ status: "interrupted", variants: {} });
  expect(readEvents(out).every(({ type }) => type === "baseline")).toBe(true);
});

test("a baseline that diverges fails the run before the federation, in words", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const wild = ["training.learningRate=1000", "task.model={kind: mlp, hidden: [16, 16, 16], activation: relu}"];
  const args = ["run", smallScenario(directory, "baselines: [centralised]\n"), ...wild, "--out", out, "--quiet"];
  expect((await runCli(args)).code).toBe(1);
  const { status, reason } = readSummary(out);
  expect(status).toBe("failed");
  expect(reason).toMatch(/^the baseline centralised diverged before round \d \(a smaller learning rate may help\)$/);
});
