import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEvents, readSummary, runCli, temporaryDirectory } from "../support/cli.js";

const scenario = `schema: 1
name: matching
question: Does gradient matching read small lots, and what does noise leave it?
seed: 3
task: { dataset: mnist, model: { kind: lenet-sigmoid } }
participants: { count: 2, partition: { kind: iid, examplesEach: 40 } }
launch: { packed: 2 }
training: { rounds: 1, sampling: poisson, batchSize: 2, learningRate: 0.1, evaluateEvery: 1 }
attacks:
  - { id: curious, kind: gradient-matching, iterations: 300, target: { rounds: [1] } }
variants:
  undefended: {}
  noise: { participants.defences: [{ kind: dp-sgd, clipNorm: 1, targetEpsilon: 8 }] }
`;

test("gradient matching reads lots from real updates, and falls to its control at epsilon 8", async () => {
  const directory = temporaryDirectory();
  const [file, out] = [join(directory, "matching.yaml"), join(directory, "out")];
  writeFileSync(file, scenario);
  const { code } = await runCli(["run", file, "--out", out, "--quiet"]);
  expect(code).toBe(0);
  const { undefended, noise } = readSummary(out).variants;

  const leak = undefended.attacks["curious"];
  expect(leak.metrics.psnrDb.value).toBeGreaterThan(25);
  expect(leak.metrics.psnrDb.chance).toBeLessThan(15);
  expect(leak.metrics.labelRecovery.value).toBe(1);
  expect(leak.verdict).toBe("leaked");
  expect(leak.explanation.join("\n")).toMatch(/revealed 13426 of 13426 parameters: /);

  const defended = noise.attacks["curious"];
  expect(noise.privacy.epsilon).toMatchObject({ rdp: expect.closeTo(8, 2) as number });
  expect(defended.metrics.psnrDb.value).toBeLessThan(defended.metrics.psnrDb.chance + 1);
  expect(defended.explanation.join("\n")).toMatch(/mostly noise, in which images drown/);

  const reports = readEvents(out, "undefended").filter(({ type }) => type === "attack");
  expect(reports.length).toBeGreaterThan(50);
  expect(reports.at(-1)).toMatchObject({ done: 600, total: 600 });
});
