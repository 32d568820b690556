import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatDiagnosticLine, ScenarioError } from "../../shared/scenario/diagnostics.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { loadScenario } from "../scenario.js";
import { changeAttack, type AttackChange } from "./changed-attack.js";

const directory = mkdtempSync(join(tmpdir(), "fedleak-change-"));
afterAll(() => rmSync(directory, { recursive: true }));

const recording = { directory, folder: directory, backend: "wasm", variants: [] } as const;
let config: RunConfig;

beforeAll(async () => {
  const file = join(directory, "small.yaml");
  writeFileSync(
    file,
    `schema: 1
name: small
question: Does it run?
task: { dataset: mnist, model: softmax }
participants: { count: 2, partition: { kind: iid, examplesEach: 10 } }
training: { rounds: 2, schedule: round-robin, batchSize: 2, learningRate: 0.1 }
attacks:
  - { id: first, kind: gradient-inversion, target: { rounds: [1] } }
  - { id: second, kind: gradient-inversion, auxiliaryExamples: 50, target: { participant: 1, rounds: [2] } }
`,
  );
  const { scenario } = await loadScenario(file);
  // as a run with a file of weights records it, when that file is no longer there
  const [recorded] = scenario.variants;
  config = { ...recorded.config, training: { ...recorded.config.training, initialWeights: "gone.npy" } };
});

const change = (more: Partial<AttackChange>) => changeAttack(recording, config, { id: "second", params: [], ...more });

async function problemsOf(more: Partial<AttackChange>): Promise<string[]> {
  const error: unknown = await change(more).then(
    () => undefined,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof ScenarioError)) throw error;
  return error.diagnostics.map(formatDiagnosticLine);
}

test("the run is left with the one attack, whose parameters are changed, and needs none of its files", async () => {
  const { config: changed } = await change({ params: ["auxiliaryExamples=20"] });
  expect(changed.attacks).toEqual([{ ...config.attacks[1], auxiliaryExamples: 20 }]);
  expect(changed.training.initialWeights).toBeUndefined();
  expect((await change({})).config.attacks).toEqual([config.attacks[1]]);
});

test("another attack comes with its own defaults, and the same targets", async () => {
  const { config: changed } = await change({ kind: "gradient-inversion" });
  expect(changed.attacks).toEqual([{ ...config.attacks[1], auxiliaryExamples: 2000 }]);
});

test("an attack named by path is loaded from the working directory", async () => {
  const file = join(directory, "mine.js");
  writeFileSync(
    file,
    `import { defineAttack, ImpossibleCombination, z } from "fedleak";
export default defineAttack({
  name: "mine", summary: "Mine.", reference: { title: "none", url: "https://example.org", year: 2026 },
  threat: { seat: "server", behaviour: "honest-but-curious", sees: [], knows: [] },
  params: z.strictObject({ depth: z.int().default(1) }),
  create({ depth }, { rounds }) {
    if (depth > rounds) throw new ImpossibleCombination("too deep", { parameter: ["depth"], hint: "lower it" });
    return {};
  },
});
`,
  );
  const { config: changed, catalogue } = await change({ kind: file, params: ["depth=2"] });
  expect(changed.attacks[0]).toMatchObject({ id: "second", kind: file, depth: 2 });
  expect(changed.attacks[0].module).toMatch(/^file:.*mine-[0-9a-f]{8}\.mjs$/);
  expect(catalogue.find("attack", file)?.name).toBe("mine");
  expect(await problemsOf({ kind: file, params: ["depth=3"] })).toEqual([
    "command line: depth=3  too deep; found 3; lower it",
  ]);
});

test.each([
  [
    { params: ["auxiliaryExample=50"] },
    /^command line: auxiliaryExample=50 {2}unknown key auxiliaryExample in attacks\[0\]; did you mean auxiliaryExamples\?/,
  ],
  [
    { params: ["auxiliaryExamples=1"] },
    /^command line: auxiliaryExamples=1 {2}attacks\[0\]\.auxiliaryExamples is too small/,
  ],
  [
    { params: ["target.rounds=[2]"] },
    /target is no parameter of an attack.*; run the scenario again with another one$/,
  ],
  [{ params: ["kind=x"] }, /kind is no parameter of an attack.*; name another attack with --kind$/],
  [{ params: ["auxiliaryExamples.x=1"] }, /auxiliaryExamples is a single value, without a key x/],
  [{ params: ["fast"] }, /^command line: fast {2}an override has the form key=value/],
  [
    { kind: "gradient-inversio" },
    /^command line: --kind gradient-inversio {2}there is no such attack; .*did you mean gradient-inversion\?/,
  ],
  [{ kind: "./none.js" }, /^command line: --kind \/.*none\.js {2}.*none\.js cannot be loaded: there is no such file/],
])("%j is refused where it stands", async (more, expected) => {
  const problems = await problemsOf(more);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(expected);
});
