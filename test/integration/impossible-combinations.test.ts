/** Values that are each allowed and cannot work together are refused before anything starts, where they stand. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenario } from "../../lab/scenario.js";
import { formatDiagnosticLine, ScenarioError } from "../../shared/scenario/diagnostics.js";
import { smallScenario, temporaryDirectory } from "../support/cli.js";

const withDefences = (defences: string) => `variants: { only: { participants.defences: [${defences}] } }\n`;

async function linesOf(more: string, overrides: readonly string[] = []): Promise<readonly string[]> {
  const file = smallScenario(temporaryDirectory(), more);
  try {
    await loadScenario(file, overrides);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.diagnostics.map((problem) => formatDiagnosticLine(problem).replace(file, "s.yaml"));
  }
}

test("nothing is wrong with the scenario itself", async () => {
  expect(await linesOf(withDefences("{ kind: dp-sgd, clipNorm: 1, targetEpsilon: 8 }"))).toEqual([]);
});

test.each([
  [
    "dp-sgd where lots are not Poisson samples",
    withDefences("{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1 }"),
    ["training.sampling=shuffle"],
    /^s\.yaml:8:45 {2}training\.sampling is shuffle, for .*set training\.sampling: poisson/,
  ],
  [
    "dp-sgd with two ways to say how much noise",
    withDefences("{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1, targetEpsilon: 2 }"),
    [],
    /^s\.yaml:8:\d+ {2}.*noiseMultiplier.*targetEpsilon/,
  ],
  [
    "dp-sgd after another defence",
    withDefences("{ kind: clip, clipNorm: 1 }, { kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1 }"),
    [],
    /^s\.yaml:8:74 {2}.*put dp-sgd first/,
  ],
  [
    "dp-sgd after a defence that bounds nothing",
    withDefences("{ kind: sparsify, keepFraction: 0.1 }, { kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1 }"),
    [],
    /^s\.yaml:8:84 {2}dp-sgd computes the gradient itself, so that no defence can come before it; put dp-sgd first/,
  ],
  [
    "a target for Laplace noise that no clip to an L1 norm makes possible",
    withDefences("{ kind: clip, clipNorm: 1 }, { kind: laplace-noise, targetEpsilon: 8 }"),
    [],
    /^s\.yaml:8:112 {2}no noise meets an epsilon .*; found 8; put \{ kind: clip, norm: l1, clipNorm: 1 \} before/,
  ],
  [
    "the second of two defences with the same parameters",
    withDefences(
      "{ kind: clip, clipNorm: 1 }, { kind: gaussian-noise, targetEpsilon: 8 }, { kind: laplace-noise, targetEpsilon: 8 }",
    ),
    [],
    /^s\.yaml:8:156 {2}the update is private already before this noise/,
  ],
  [
    "both ways to say how much Laplace noise",
    withDefences("{ kind: laplace-noise, noiseScale: 1, targetEpsilon: 2 }"),
    [],
    /^s\.yaml:8:\d+ {2}.*noiseScale and targetEpsilon, got both/,
  ],
  [
    "a target for noise on an update that nothing bounds",
    withDefences("{ kind: gaussian-noise, targetEpsilon: 8 }"),
    [],
    /^s\.yaml:8:84 {2}no noise meets an epsilon .*; found 8; put \{ kind: clip/,
  ],
  [
    "coordinates chosen twice",
    withDefences("{ kind: sparse-vector, epsilonPerParameter: 1, valueBound: 0.1, uploadFraction: 0.1 }"),
    ["training.uploadFraction=0.5"],
    /^s\.yaml:8:\d+ {2}sparse-vector chooses the coordinates that are uploaded, and so does training.uploadFraction; .* leave/,
  ],
  [
    "a mechanism that an accountant of the run does not know",
    withDefences("{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1 }"),
    ["training.sampling=fixed", "privacy.accountants=[rdp, zcdp]"],
    /^command line: privacy\.accountants=\[rdp, zcdp\] {2}the accountant zcdp cannot account for what dp-sgd releases: .*; found "zcdp"; choose another accountant$/,
  ],
  [
    "a target under an accountant that does not know the mechanism",
    withDefences("{ kind: dp-sgd, clipNorm: 1, targetEpsilon: 8 }"),
    ["training.sampling=fixed", "privacy.accountants=[gdp]"],
    /^s\.yaml:8:\d+ {2}the accountant gdp cannot calibrate noise to an epsilon: .*; found 8; name another accountant first/,
  ],
  [
    "a noise schedule for participants that are drawn",
    withDefences("{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1, noiseSchedule: { kind: exponential, rate: 0.1 } }"),
    ["training.cohort={ size: 2, sampling: fixed }"],
    /^s\.yaml:8:\d+ {2}a noise schedule needs a participant that takes a turn in every round: .*; remove training\.cohort/,
  ],
  [
    "lots cut at less than they are expected to hold",
    withDefences("{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1 }"),
    ["training.sampling=truncated-poisson", "training.maxBatchSize=3"],
    /^command line: training\.sampling=truncated-poisson {2}training\.sampling needs training\.maxBatchSize, of training\.batchSize or more/,
  ],
  [
    "secure randomness and noise that is not",
    withDefences("{ kind: sparse-vector, epsilonPerParameter: 1, valueBound: 0.1, uploadFraction: 0.1 }"),
    ["privacy.randomness=secure"],
    /^command line: privacy\.randomness=secure {2}the noise of sparse-vector does not survive attacks on floating-point numbers/,
  ],
  [
    "secure randomness and noise that the server adds",
    "",
    [
      "privacy.randomness=secure",
      "privacy.unit=participant",
      "training.update=delta",
      "server.aggregator={ kind: dp-fedavg, clipNorm: 1, noiseMultiplier: 1 }",
    ],
    /^command line: privacy\.randomness=secure {2}the noise of dp-fedavg is not secure/,
  ],
  [
    "more examples than there are",
    "",
    ["participants.partition.examplesEach=20001"],
    /^command line: participants\.partition\.examplesEach=20001 {2}.* need 60003, the dataset has 60000; found 20001/,
  ],
  [
    "more participants than examples",
    "",
    ["participants.count=10000", "participants.partition={ kind: iid, examplesEach: 7 }"],
    /^command line: .* {2}10000 participants with 7 or more examples each need 70000/,
  ],
  [
    "more classes than there are",
    "",
    ["participants.partition={ kind: by-class, classesEach: 11 }"],
    /^command line: .* {2}classesEach is 11, the dataset has 10 classes; found 11; choose from 1 to 10$/,
  ],
  [
    "more examples of a class than its even share",
    "",
    ["participants.partition={ kind: by-class, examplesEach: 6500 }"],
    /^command line: .* {2}participant \d should hold 6500 examples of class/,
  ],
  [
    "shards that do not come out even",
    "",
    ["participants.partition={ kind: shards, examplesEach: 7 }"],
    /^command line: .* {2}7 examples cannot be divided into 2 equal shards; found 7; choose a multiple of 2, such as 8$/,
  ],
  [
    "more shards than examples",
    "",
    ["participants.partition={ kind: shards, shardsEach: 30000 }"],
    /^command line: .* {2}3 participants with 30000 shards each need 90000 examples, .*; found 30000; have fewer/,
  ],
  [
    "a Dirichlet division of more than there is",
    "",
    ["participants.partition={ kind: dirichlet, alpha: 1, examplesEach: 30000 }"],
    /^command line: .* {2}.* need 90000, the dataset has 60000; found 30000; have fewer .* at most 20000$/,
  ],
  [
    "labels for other participants",
    "",
    ["participants.partition={ kind: labels, labels: [[0], [1]] }"],
    /^command line: .* {2}there are 2 lists of labels for 3 participants; found a list; write 3 lists, or set .* to 2 or a multiple of it$/,
  ],
  [
    "a label that no example has",
    "",
    ["participants.partition={ kind: labels, labels: [[0], [1], [10]] }"],
    /^command line: .* {2}participant 2 should hold class 10, there is none; found 10; classes are 0 to 9$/,
  ],
  [
    "more identical examples than there are",
    "",
    ["participants.partition={ kind: identical, examplesEach: 70000 }"],
    /^command line: .* {2}examplesEach is 70000, the dataset has 60000 examples; found 70000; choose from 1 to 60000$/,
  ],
  [
    "lots larger than what a participant holds",
    "",
    ["training.batchSize=101"],
    /^command line: training\.batchSize=101 {2}training\.batchSize is more than the 100 examples of participant 0; found 101; allowed: an integer from 1 to 100; lower it/,
  ],
])("%s", async (_, more, overrides, expected) => {
  const lines = await linesOf(more, overrides);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(expected);
});

const attacked = (changes: string) =>
  `attacks: [{ id: a, kind: gradient-inversion, target: { participant: 0, rounds: [1] } }]\nvariants: { only: { ${changes} } }\n`;

test.each([
  ["what several local steps changed", "training.update: delta", /this update is what 25 local steps changed; set/],
  [
    "a part of an update",
    "training.uploadFraction: 0.1",
    /participants upload a share of 0\.1; set training\.uploadFr/,
  ],
  [
    "what sparsify leaves",
    "participants.defences: [{ kind: sparsify, keepFraction: 0.1 }]",
    /sparsify keeps a share of 0\.1; attack participants without sparsify, or leave the attack out/,
  ],
  [
    "images behind a convolution",
    "task.model: strided-cnn",
    /this model has a conv2d layer; use a model of dense layers/,
  ],
  [
    "whoever takes no turn",
    "training.cohort: { size: 1 }",
    /attacks\[0\]\.target has nobody who takes a turn: seed 3 draws participants \d in round 1; target those/,
  ],
])("gradient-inversion cannot read %s", async (_, changes, expected) => {
  const lines = await linesOf(attacked(changes));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^s\.yaml:8:\d+ {2}/);
  expect(lines[0]).toMatch(expected);
});

test("gradient-inversion reads what one local step changed, and quantised values", async () => {
  expect(await linesOf(attacked("training.update: delta, training.localSteps: 1"))).toEqual([]);
  expect(await linesOf(attacked("participants.defences: [{ kind: quantise, levels: 3 }]"))).toEqual([]);
});

test("an attack of one's own can refuse, too", async () => {
  const directory = temporaryDirectory();
  writeFileSync(
    join(directory, "picky.js"),
    `import { defineAttack, ImpossibleCombination, z } from "fedleak";
export default defineAttack({
  name: "picky", summary: "Refuses.", reference: { title: "none", url: "https://example.org", year: 2000 },
  threat: { seat: "server", behaviour: "honest-but-curious", sees: [], knows: [] },
  params: z.strictObject({ depth: z.int().default(1).describe("levels") }),
  create({ depth }, { rounds }) {
    throw new ImpossibleCombination(\`\${rounds} rounds are too few\`, { parameter: ["depth"], hint: "lower depth" });
  },
});
`,
  );
  const file = smallScenario(directory, "attacks: [{ id: a, kind: ./picky.js, depth: 3, target: { rounds: [1] } }]\n");
  await expect(loadScenario(file, [], { outDir: directory })).rejects.toMatchObject({
    diagnostics: [
      {
        line: 8,
        column: 45,
        path: "attacks[0].depth",
        message: "6 rounds are too few",
        found: "3",
        hint: "lower depth",
      },
    ],
  });
});
