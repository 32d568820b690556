/** Audits of whole federations: real processes, real sockets. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSummary, runCli, temporaryDirectory } from "../support/cli.js";

/** Says that it adds noise of `noiseMultiplier`, and adds a fortieth of it. */
const broken = `
import { clippedGradientSum, defineDefence, z } from "fedleak";
export default defineDefence({
  name: "broken",
  summary: "DP-SGD with less noise than it accounts for.",
  reference: { title: "none", url: "https://example.org", year: 2000 },
  params: z.strictObject({
    clipNorm: z.number().positive().describe("L2"),
    noiseMultiplier: z.number().positive().describe("of the noise that is accounted for"),
  }),
  create: ({ clipNorm, noiseMultiplier }) => ({
    lotGradient({ network, weights, lot }, { facts, rng }) {
      const { gradient, losses } = clippedGradientSum(network, weights, lot, clipNorm);
      const noise = new Float32Array(gradient.length);
      rng.fillGaussian(noise, (noiseMultiplier * clipNorm) / 40);
      return { update: gradient.map((value, i) => (value + noise[i]) / facts.batchSize), losses, measurements: [] };
    },
    release: (before) => ({
      ...before,
      event: { type: "gaussian", noiseMultiplier },
      neighbours: "add-or-remove-one",
    }),
  }),
});
`;

const scenario = `schema: 1
name: audited
question: Does it do what it says?
seed: 5
task: { dataset: mnist, model: { kind: softmax } }
participants: { count: 2, partition: { kind: iid, examplesEach: 300 } }
launch: { packed: 2 }
training: { rounds: 1, sampling: poisson, batchSize: 300, learningRate: 0.1, evaluateEvery: 1 }
audits: [{ id: coins, participant: 1, canaries: 300 }]
variants:
  plain: {}
  sound: { participants.defences: [{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 0.5 }] }
  broken: { participants.defences: [{ kind: ./broken.ts, clipNorm: 1, noiseMultiplier: 8 }] }
`;

test("a mechanism that does what it says passes; one that does not fails the run", async () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, "broken.ts"), broken);
  writeFileSync(join(directory, "audited.yaml"), scenario);
  const run = (out: string, ...variants: string[]) =>
    runCli(
      ["run", "audited.yaml", "--out", out, "--quiet", ...variants.flatMap((name) => ["--variant", name])],
      directory,
    );

  expect((await run("passes", "plain", "sound")).code).toBe(0);
  const { status, variants } = readSummary(join(directory, "passes"));
  expect(status).toBe("completed");
  expect(variants.plain.audits?.coins).toMatchObject({ claimed: "Infinity", holds: true, canaries: 300 });
  const { claimed, epsilonLowerBound, holds } = variants.sound.audits!.coins;
  expect(holds).toBe(true);
  expect(epsilonLowerBound).toBeGreaterThan(0.5);
  expect(epsilonLowerBound).toBeLessThan(claimed as number);
  expect(variants.plain.audits!.coins.epsilonLowerBound).toBeGreaterThan(2.5);

  expect((await run("fails", "broken")).code).toBe(1);
  const summary = readSummary(join(directory, "fails"));
  expect(summary).toMatchObject({ status: "failed", variants: { broken: { audits: { coins: { holds: false } } } } });
  expect(summary.reason).toMatch(
    /^audit coins of broken guessed \d+ of \d+ canaries right: measured at least epsilon \d\.\d\d at delta 0\.00001, claimed epsilon 0\.\d\d, .* has a bug$/,
  );
  const page = readFileSync(join(directory, "fails", "report.html"), "utf8");
  expect(page).toContain("contradicted: a bug");
  expect(page).toContain("measured at least epsilon");
});

test("one canary in each of several seeds is guessed by a test that all of them share", async () => {
  const directory = temporaryDirectory();
  const many = scenario
    .replace(/^variants:[^]*/m, "")
    .replace(/^audits:.*$/m, "audits: [{ id: coins, kind: many-runs, participant: 1, canaries: 1 }]")
    .replace("seed: 5", "seed: 5\nseeds: 4")
    .replaceAll("300", "50");
  writeFileSync(join(directory, "many.yaml"), many);
  const { code, stderr } = await runCli(["run", "many.yaml", "--out", "out"], directory);
  expect(code).toBe(0);
  expect(stderr).toContain("knows the mechanism and all data of the participant, but not whether its canary is there");
  // two participants, no noise: who knows all else knows the coin
  const { coins } = Object.values(readSummary(join(directory, "out")).variants)[0].audits!;
  expect(coins).toMatchObject({ canaries: 4, guesses: 4, correct: 4, claimed: "Infinity", holds: true });
  expect(coins.evidence).toMatchObject({ kind: "many-runs", outcomes: { falsePositives: 0 } });
});

test("audits that cannot be carried out are refused where they are written", async () => {
  const directory = temporaryDirectory();
  const problemOf = async (audits: string) => {
    const text = scenario.replace(/^variants:[^]*/m, "").replace(/^audits:.*$/m, `audits: [${audits}]`);
    writeFileSync(join(directory, "bad.yaml"), text);
    const { code, stdout } = await runCli(["validate", "bad.yaml"], directory);
    expect(code).toBe(2);
    return stdout;
  };
  expect(await problemOf("{ id: a, participant: 2, canaries: 300 }")).toContain("there is no participant 2");
  expect(await problemOf("{ id: a, participant: 1, canaries: 301 }")).toContain(
    "audits.a.canaries is 301, and participant 1 holds 300 examples",
  );
  expect(await problemOf("{ id: a, participant: 1, canaries: 20, rounds: [4] }")).toContain("there is no round 4");
  expect(await problemOf("{ id: a, participant: 1, canaries: 15 }")).toContain("too few to prove anything by one run");
  expect(await problemOf("{ id: a, kind: many-runs, participant: 1, canaries: 2 }")).toContain(
    "in many runs there is one canary each",
  );
  const attacked = scenario.replace(
    /^variants:[^]*/m,
    "attacks: [{ id: b, kind: gradient-inversion, target: { participant: 1, rounds: [1] } }]\n",
  );
  writeFileSync(join(directory, "bad.yaml"), attacked);
  expect((await runCli(["validate", "bad.yaml"], directory)).stdout).toContain(
    "attack b is scored by the data of participant 1, in which canaries have wrong classes",
  );
  const twice = "{ id: a, participant: 1, canaries: 20 }, { id: b, participant: 1, canaries: 20 }";
  expect(await problemOf(twice)).toContain("another audit has canaries in this participant's data");
});
