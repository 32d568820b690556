import { describe, expect, test } from "vitest";
import { goodScenario, smallCatalogue } from "../../test/support/bad-scenarios/small-catalogue.js";
import { ScenarioError } from "./diagnostics.js";
import { readScenario, resolveScenario } from "./resolve.js";

const resolve = (text: string, overrides: string[] = [], only?: string[]) =>
  resolveScenario(readScenario(text, "s.yaml", overrides, only), smallCatalogue);

/** Configurations by variant. */
const configs = (...args: Parameters<typeof resolve>) =>
  Object.fromEntries(resolve(...args).variants.map(({ name, config }) => [name, config]));

describe("a resolved scenario", () => {
  const scenario = resolve(goodScenario);

  test("has its variants in the order of the file, defaults filled in", () => {
    expect(scenario).toMatchObject({ name: "small", question: "Does it work?", file: "s.yaml", seeds: 1 });
    expect(scenario.variants.map(({ name }) => name)).toEqual(["no-defence", "noisy"]);
    const [plain, noisy] = scenario.variants.map(({ config }) => config);
    expect(plain?.training).toEqual({
      rounds: 4,
      schedule: "synchronous",
      update: "gradient",
      sampling: "shuffle",
      batchSize: 8,
      learningRate: 0.1,
      weighting: "uniform",
      uploadFraction: 1,
      downloadFraction: 1,
      counterDecay: 1,
      select: "largest",
      threshold: 0,
      evaluateEvery: 10,
    });
    expect(plain?.participants.defences).toEqual([]);
    expect(noisy?.participants.defences).toEqual([{ kind: "noise", clipNorm: 1, stddev: 0.5 }]);
  });

  test("has the parameters of plug-ins filled in, short forms written out", () => {
    const config = scenario.variants[0]?.config;
    expect(config?.task).toEqual({
      dataset: { kind: "digits" },
      model: { kind: "dense", hidden: [8], activation: "relu" },
    });
    expect(config?.participants.partition).toEqual({ kind: "even" });
    expect(config?.attacks[0]).toMatchObject({ kind: "guess", id: "curious", seat: "server", steps: 10 });
  });

  test("is frozen, all the way down", () => {
    expect(Object.isFrozen(scenario)).toBe(true);
    expect(Object.isFrozen(scenario.variants[1]?.config.participants.defences[0])).toBe(true);
  });

  test("has a hash that is the same for the same content, however it is written", () => {
    const rewritten = `# a comment\n${goodScenario}`.replace("partition: even", "partition: { kind: even }");
    expect(resolve(rewritten).hash).toBe(scenario.hash);
    expect(scenario.hash).toMatch(/^[0-9a-f]{8}$/);
    expect(resolve(goodScenario, ["seed=2"]).hash).not.toBe(scenario.hash);
  });

  test("without variants has one, named run", () => {
    const text = goodScenario.slice(0, goodScenario.indexOf("variants:"));
    expect(Object.keys(configs(text))).toEqual(["run"]);
  });

  test("keeps the variants that are asked for, and what is expected of them", () => {
    expect(resolve(goodScenario, [], ["no-defence"])).toMatchObject({ variants: [{ name: "no-defence" }], expect: [] });
    expect(resolve(goodScenario, [], ["noisy"]).expect).toHaveLength(1);
  });
});

describe("overrides", () => {
  test("are stronger than variants, variants than the file, the file than defaults", () => {
    const text = goodScenario.replace("no-defence: {}", "no-defence: { training.rounds: 5, training.batchSize: 6 }");
    const config = configs(text, ["training.rounds=7"])["no-defence"];
    expect(config?.training).toMatchObject({ rounds: 7, batchSize: 6, learningRate: 0.1, sampling: "shuffle" });
  });

  test("replace lists whole, and reach into them", () => {
    const replaced = configs(goodScenario, ["participants.defences=[{ kind: noise, clipNorm: 3, stddev: 0 }]"]);
    expect(replaced.noisy?.participants.defences).toEqual([{ kind: "noise", clipNorm: 3, stddev: 0 }]);
    expect(replaced["no-defence"]?.participants.defences).toHaveLength(1);
  });

  test("of an element are about the variants whose list has it", () => {
    const reached = configs(goodScenario, ["participants.defences[0].clipNorm=2"]);
    expect(reached.noisy?.participants.defences).toEqual([{ kind: "noise", clipNorm: 2, stddev: 0.5 }]);
    expect(reached["no-defence"]?.participants.defences).toEqual([]);
  });

  test("merge maps, except that another kind replaces the one before it", () => {
    const merged = configs(goodScenario, ["training={ rounds: 9 }", "task.model.activation=tanh"]).noisy;
    expect(merged?.training).toMatchObject({ rounds: 9, batchSize: 8 });
    expect(merged?.task.model).toEqual({ kind: "dense", hidden: [8], activation: "tanh" });
    expect(configs(goodScenario, ["task.model={ kind: linear }"]).noisy?.task.model).toEqual({ kind: "linear" });
    expect(configs(goodScenario, ["task.model=linear"]).noisy?.task.model).toEqual({ kind: "linear" });
  });

  test("reach into short forms", () => {
    expect(configs(goodScenario, ["task.dataset.limit=5"]).noisy?.task.dataset).toEqual({ kind: "digits", limit: 5 });
  });

  test("make maps that are not there", () => {
    expect(configs(goodScenario, ["privacy.delta=1e-6"]).noisy?.privacy.delta).toBe(1e-6);
  });

  test("of what variants share count once", () => {
    expect(resolve(goodScenario, ["seeds=3", "name=other", "expect=[]"])).toMatchObject({
      seeds: 3,
      name: "other",
      expect: [],
    });
  });
});

test("an error's message holds every problem, each with its details", () => {
  const text = goodScenario.replace("rounds: 4", "rounds: 0").replace("kind: guess", "kind: gess");
  expect(() => resolve(text)).toThrow(ScenarioError);
  expect(() => resolve(text)).toThrow(
    [
      "s.yaml:9:11  training.rounds is too small",
      "  found         0",
      "  allowed       an integer from 1 to 1000000",
      "s.yaml:14:11  there is no such attack",
      '  found         "gess"',
      "  allowed       guess, insider, or a path such as ./my-attack.ts",
      "  did you mean  guess?",
      "  next step     fedleak list attack says what each one is",
    ].join("\n"),
  );
});
