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
    /^s\.yaml:8:45 {2}training\.sampling is shuffle, but .*set training\.sampling: poisson/,
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
    "a target for noise on an update that nothing bounds",
    withDefences("{ kind: gaussian-noise, targetEpsilon: 8 }"),
    [],
    /^s\.yaml:8:84 {2}no noise meets an epsilon .*; found 8; put \{ kind: clip/,
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
