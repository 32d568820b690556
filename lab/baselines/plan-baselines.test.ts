import { expect, test } from "vitest";
import { localStepsOf } from "../../shared/learning/local-steps.js";
import { runSchema } from "../../shared/scenario/schema.js";
import { planRun } from "../launch/plan.js";
import { builtIn } from "../plugins/built-in.js";
import { distinctBaselines } from "./distinct-baselines.js";
import { stepsOf } from "./spread.js";
import { planBaselines } from "./plan-baselines.js";

function plan(training: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  const config = runSchema.parse({
    schema: 1,
    name: "n",
    question: "q",
    task: { dataset: "mnist", model: { kind: "mlp", hidden: [4], activation: "relu" } },
    participants: { count: 3, partition: { kind: "iid", examplesEach: 40 } },
    training: { rounds: 5, update: "delta", batchSize: 8, learningRate: 0.1, evaluateEvery: 2, ...training },
    baselines: ["standalone", "centralised"],
    ...more,
  });
  return planRun(config, builtIn, "/");
}

const keysOf = (...args: Parameters<typeof plan>) => planBaselines(plan(...args), "wasm").map(({ key }) => key);

test("as many steps as in the federation, when it evaluates", () => {
  const [{ job: alone }, { job: together }] = planBaselines(plan(), "wasm");
  const stepsEach = localStepsOf({ update: "delta", batchSize: 8 }, 40);
  expect(alone.learners.map(({ participant, examples }) => [participant, examples.length])).toEqual([
    [0, 40],
    [1, 40],
    [2, 40],
  ]);
  for (const { checkpoints } of alone.learners) {
    expect(checkpoints).toEqual([0, 2, 4, 5].map((round) => ({ round, steps: round * stepsEach })));
  }
  expect(together.learners).toHaveLength(1);
  expect(stepsOf(together.learners[0])).toBe(3 * 5 * stepsEach);
  expect(new Set(together.learners[0].examples)).toEqual(
    new Set(alone.learners.flatMap(({ examples }) => [...examples])),
  );
});

test("who is not drawn does not train", () => {
  const [{ job: alone }, { job: together }] = planBaselines(plan({ cohort: { size: 1 }, localSteps: 7 }), "wasm");
  const steps = alone.learners.map(stepsOf);
  expect(steps.reduce((a, b) => a + b)).toBe(5 * 7);
  expect(stepsOf(together.learners[0])).toBe(5 * 7);
  expect(new Set(steps).size).toBeGreaterThan(1);
});

test("sharing, order and defences make no other baseline; work, data and seed do", () => {
  const usual = keysOf();
  const same = [
    keysOf({ uploadFraction: 0.1, downloadFraction: 0.5, valueBound: 0.01 }),
    keysOf({ schedule: "round-robin" }),
    keysOf({}, { limits: { roundSeconds: 5 }, launch: { packed: 3 } }),
  ];
  expect(same).toEqual([usual, usual, usual]);
  const others = [
    keysOf({ learningRate: 0.2 }),
    keysOf({ rounds: 6 }),
    keysOf({ localSteps: 2 }),
    keysOf({ sampling: "poisson" }),
    keysOf({ cohort: { size: 1 } }),
    keysOf({}, { seed: 2 }),
    keysOf({}, { participants: { count: 3, partition: { kind: "iid", examplesEach: 48 } } }),
  ];
  expect(new Set([usual, ...others].flat()).size).toBe(2 * (1 + others.length));
});

test("a run plans each computation once", () => {
  const variants = [
    { name: "full", plans: [plan()] },
    { name: "tenth", plans: [plan({ uploadFraction: 0.1 }, { baselines: ["centralised", "centralised"] })] },
    { name: "none", plans: [plan({}, { baselines: [] })] },
  ];
  expect(distinctBaselines(variants, "wasm").map(({ name, variants: names }) => [name, names])).toEqual([
    ["standalone", ["full"]],
    ["centralised", ["full", "tenth"]],
  ]);
});
