import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runSchema } from "../../shared/scenario/schema.js";
import { Judge } from "../judge/judge.js";
import { planRun } from "../launch/plan.js";
import { builtIn } from "../plugins/built-in.js";
import { asRepresentatives } from "../runs/representatives-record.js";
import { taskOf } from "./jobs.js";
import { scoreParticipantAttack } from "./score-participant-attack.js";

test("claims that nobody can judge any more are kept, without scores", async () => {
  const config = runSchema.parse({
    schema: 1,
    name: "n",
    question: "q",
    task: { dataset: "mnist", model: { kind: "mlp", hidden: [4], activation: "relu", extraClasses: 1 } },
    participants: {
      count: 2,
      partition: {
        kind: "labels",
        labels: [
          [0, 1],
          [5, 6],
        ],
        examplesEach: 40,
      },
    },
    training: { rounds: 5, update: "delta", batchSize: 8, learningRate: 0.1 },
    attacks: [{ id: "gan", kind: "gan", seat: "participant", participant: 1, targetClass: 1 }],
  });
  const plan = planRun(config, builtIn, "/");
  const judge = new Judge(taskOf(plan, "wasm"), plan.root.key, AbortSignal.abort(new Error("interrupted by SIGINT")));
  const images = new Float32Array(2 * 784).fill(0.5);
  const claims = [{ kind: "representatives", targetClass: 1, round: 5, images, explanation: [] } as const];
  const directory = mkdtempSync(join(tmpdir(), "fedleak-unjudged-"));
  const [attack] = plan.participantAttacks;
  const summary = await scoreParticipantAttack(plan, attack, { claims }, judge, directory);
  expect(summary).toMatchObject({ verdict: "failed", metrics: {}, unjudged: true });
  expect(summary.explanation).toEqual(["what it claimed was kept, and not judged: interrupted by SIGINT"]);
  expect(JSON.parse(readFileSync(join(directory, "claim.json"), "utf8"))).toMatchObject([{ round: 5, images: 2 }]);
  expect(asRepresentatives(JSON.parse(readFileSync(join(directory, "representatives.json"), "utf8")))).toMatchObject({
    judge: null,
    rounds: [],
  });
});
