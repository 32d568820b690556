/** Privacy for whole participants, in real federations: what is promised, and what each seat really gets to see. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AggregateLedgerJson } from "../../shared/privacy/aggregate-ledger.js";
import { readObservations } from "../../lab/runs/read-observations.js";
import { readNpy } from "../../lab/weights/read-npy.js";
import { readEvents, readSummary, runCli, smallScenario, temporaryDirectory } from "../support/cli.js";

const common = [
  "participants.count=6",
  "participants.partition.examplesEach=20",
  "training.update=delta",
  "training.sampling=shuffle",
  "training.rounds=4",
  "training.cohort={ size: 3, sampling: poisson }",
  "privacy={ unit: participant, delta: 1e-5 }",
];

async function run(...overrides: readonly string[]): Promise<string> {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const args = ["run", smallScenario(directory), ...common, ...overrides, "--out", out, "--quiet"];
  const { code, stderr } = await runCli(args);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return out;
}

const privacyOf = (out: string) => readSummary(out).variants.run.privacy;

const weightsOf = (out: string) => readNpy(readFileSync(join(out, "run", "checkpoint", "weights.npy"))).values;

function ledgerOf(out: string): AggregateLedgerJson {
  return JSON.parse(readFileSync(join(out, "run", "aggregate-ledger.json"), "utf8")) as AggregateLedgerJson;
}

const adaptive = "{ kind: dp-fedavg, clipNorm: 0.2, noiseMultiplier: 0.2, adaptive: { indicatorNoise: 0.3 } }";

test("noise of the server: a guarantee for those who see the model, whatever processes participants are in", async () => {
  const aggregator = `server.aggregator=${adaptive}`;
  const [apart, packed] = [await run(aggregator, "launch.packed=2"), await run(aggregator, "launch.packed=6")];
  expect(readSummary(packed).variants.run.digest).toBe(readSummary(apart).variants.run.digest);

  expect(privacyOf(apart)).toMatchObject({
    unit: "participant",
    neighbours: "add-or-remove-one",
    about: "aggregate",
    protectsAgainst: ["participant", "querier"],
    noiseMultiplier: 0.2,
    others: [{ protectsAgainst: [], epsilon: "Infinity" }],
  });
  const event = { type: "poisson-sampled", probability: 0.5, event: { type: "gaussian", noiseMultiplier: 0.2 } };
  // every round counts, also one whose cohort is small or empty
  expect(ledgerOf(apart).releases).toMatchObject([{ firstRound: 1, lastRound: 4, count: 4, event }]);
  const clips = readEvents(apart).flatMap((one) => (one.type === "aggregate" ? one.measurements[0].value : []));
  expect(clips[0]).toBe(0.2);
  expect(new Set(clips).size).toBe(4);
  const promised = readEvents(apart)
    .filter(({ type }) => type === "privacy")
    .at(-1);
  expect(promised).toMatchObject({ epsilon: privacyOf(apart).epsilon });
});

test("a round without anybody moves the weights by noise, as any other", async () => {
  const silent = [
    "launch.packed=2",
    "participants.count=2",
    "training.cohort={ size: 1, sampling: poisson }",
    "seed=6",
  ];
  const out = await run("server.aggregator={ kind: dp-fedavg, clipNorm: 0.2, noiseMultiplier: 1 }", ...silent);
  const rounds = readEvents(out).flatMap((one) => (one.type === "round" ? one.accepted : []));
  expect(rounds).toContain(0);
  expect(ledgerOf(out).releases).toMatchObject([{ count: 4 }]);
});

const oneImage = ["training.localSteps=1", "training.batchSize=1", "training.sampling=fixed", "training.rounds=1"];
const everybody = ["launch.packed=6", "training.cohort={ size: 6, sampling: fixed }", "limits.minUpdates=6"];
const attacked = [
  ...oneImage,
  ...everybody,
  "attacks=[{ id: curious, kind: gradient-inversion, target: { rounds: [1] } }]",
];

test("noise of the server protects nothing from the server: it sees every update, clipped, and reads it", async () => {
  const out = await run(...attacked, "server.aggregator={ kind: dp-fedavg, clipNorm: 0.05, noiseMultiplier: 10 }");
  const seen = readObservations(join(out, "run"), "curious");
  expect(seen).toHaveLength(6);
  for (const { update } of seen) expect(Math.hypot(...update)).toBeLessThanOrEqual(0.05);
  const { privacy, attacks } = readSummary(out).variants.run;
  expect(privacy.protectsAgainst).not.toContain("server");
  expect(attacks.curious.metrics.psnrDb.value).toBeGreaterThan(25);
});

test("distributed noise does: all that the server sees is a noisy sum, and it reads nothing", async () => {
  const [clipNorm, z] = [0.05, 10];
  const aggregator = `{ kind: dp-fedavg, clipNorm: ${clipNorm}, noiseMultiplier: ${z}, noise: distributed }`;
  const out = await run(...attacked, "server.sees=sum", `server.aggregator=${aggregator}`);
  const [{ update, members }, ...others] = readObservations(join(out, "run"), "curious");
  expect(others).toEqual([]);
  expect(members).toHaveLength(6);
  // six shares, each enough for five: of a variance estimated from 12,730 coordinates, 5 standard errors are 6 %
  const variance = update.reduce((sum, value) => sum + value ** 2, 0) / update.length;
  expect(variance / ((6 / 5) * ((z * clipNorm) / 6) ** 2)).toBeGreaterThan(0.93);
  expect(variance / ((6 / 5) * ((z * clipNorm) / 6) ** 2)).toBeLessThan(1.07);
  const { privacy, attacks } = readSummary(out).variants.run;
  expect(privacy).toMatchObject({ neighbours: "zero-out-one", about: "aggregate" });
  expect(privacy.protectsAgainst).toContain("server");
  expect(attacks.curious.verdict).toBe("failed");
  expect(ledgerOf(out)).toMatchObject({
    releases: [],
    participants: [0, 1, 2, 3, 4, 5].map((participant) => ({ participant })),
  });
  expect(weightsOf(out).every(Number.isFinite)).toBe(true);
});
