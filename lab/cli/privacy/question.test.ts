import { describe, expect, test } from "vitest";
import { sparseVectorTechnique } from "../../../client/defences/sparse-vector/index.js";
import type { TurnFacts } from "../../../shared/plugins/defence.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import { UsageError } from "../usage-error.js";
import { readQuestion } from "./question.js";
import type { Flags, Wanted } from "./question.js";

const event = (flags: Flags): DpEvent => readQuestion({ delta: "1e-5", ...flags }, "epsilon").event();
const noise = { noiseMultiplier: "1.1" };
const gaussian = { type: "gaussian", noiseMultiplier: 1.1 } as const;

describe("from the numbers that people think in", () => {
  test("an epoch of Poisson lots is examples / batch size of them, rounded up", () => {
    const flags = { ...noise, sampler: "poisson", examples: "60000", batchSize: "256", epochs: "60" };
    const question = readQuestion({ ...flags, delta: "1e-5" }, "epsilon");
    expect(question.event()).toEqual({
      type: "repeated",
      count: 14_063, // 60 · 60000 / 256 = 14062.5
      event: { type: "poisson-sampled", probability: 256 / 60_000, event: gaussian },
    });
    expect(question.derived).toEqual([
      "sampling rate 0.00426667: 256 of 60000",
      "14063 steps: 60 epochs of 234.375 lots each, rounded up",
    ]);
    // 15 · 60000 / 240 is an integer, which no rounding error may exceed
    expect(event({ ...flags, batchSize: "240", epochs: "15" })).toMatchObject({ count: 3750 });
  });

  test("lots of fixed size, truncated lots and shuffled epochs", () => {
    const lots = { examples: "1000", batchSize: "100", epochs: "2" };
    expect(event({ ...noise, ...lots, sampler: "fixed" })).toEqual({
      type: "repeated",
      count: 20,
      event: { type: "fixed-size-sampled", examples: 1000, size: 100, event: gaussian },
    });
    expect(event({ ...noise, ...lots, sampler: "truncated-poisson", maximum: "120" })).toMatchObject({
      count: 20,
      event: { examples: 1000, probability: 0.1, maximum: 120 },
    });
    expect(event({ ...noise, ...lots, epochs: "1.5", sampler: "shuffle" })).toEqual({
      type: "repeated",
      count: 2,
      event: { type: "shuffled", event: gaussian },
    });
  });

  test("in tree aggregation a record comes back once an epoch", () => {
    const flags = { ...noise, mechanism: "tree-aggregation", examples: "1000", batchSize: "100", epochs: "3" };
    expect(event(flags)).toEqual({
      ...{ type: "tree-aggregation", noiseMultiplier: 1.1 },
      ...{ steps: 30, participations: 3, separation: 10 },
    });
  });

  test("an epsilon for each answer means the noise that DSSGD's defence adds", () => {
    const facts = { parameters: 1000, unit: "example" } as TurnFacts;
    const init = { facts, before: rawRelease, calibrate: () => NaN };
    const params = { epsilonPerParameter: 3, valueBound: 0.001, threshold: 0, uploadFraction: 0.1 } as const;
    const released = sparseVectorTechnique.create({ ...params, variant: "sound" }, init).release(rawRelease, facts, 1);
    const asked = event({ mechanism: "sparse-vector", epsilonPerAnswer: "3", answers: "100" });
    for (const [name, value] of Object.entries(released.event ?? {})) {
      const found = (asked as unknown as Record<string, unknown>)[name];
      if (typeof value === "number") expect(found).toBeCloseTo(value, 12);
      else expect(found).toBe(value);
    }
  });
});

test("each sampler has the relation that it is accounted under, unless another is asked for", () => {
  const relation = (flags: Flags) => readQuestion({ ...noise, delta: "1e-5", ...flags }, "epsilon").neighbours;
  expect(relation({})).toBe("add-or-remove-one");
  expect(relation({ sampler: "fixed", examples: "10", size: "1" })).toBe("replace-one");
  expect(relation({ sampler: "poisson", samplingRate: "0.1", neighbours: "replace-one" })).toBe("replace-one");
  const response = { mechanism: "randomised-response", noiseParameter: "0.5", delta: "0" };
  expect(readQuestion(response, "epsilon").neighbours).toBe("replace-one");
});

describe("what contradicts itself, means nothing or is missing is refused", () => {
  const cases: [Flags, Wanted, string][] = [
    [{ delta: "1e-5" }, "epsilon", "--noise-multiplier is missing"],
    [noise, "epsilon", "--delta is missing"],
    [{ ...noise, epsilon: "1" }, "noise", "--noise-multiplier is what is looked for"],
    [{ ...noise, delta: "1e-5", epsilon: "1" }, "epsilon", "--epsilon is what is looked for"],
    [{ ...noise, epsilon: "1", delta: "1e-5" }, "rate", "the sampler none has no rate"],
    [{ ...noise, delta: "1.5" }, "epsilon", "--delta is 1.5, must be a number in [0, 1]"],
    [{ ...noise, delta: "1e-5", steps: "1.5" }, "epsilon", "--steps is 1.5, must be an integer, 0 or more"],
    [{ noiseMultiplier: "", delta: "0" }, "epsilon", "--noise-multiplier is , must be a number in [0, ∞)"],
    [{ noiseMultiplier: "Infinity", delta: "0" }, "epsilon", "--noise-multiplier is Infinity"],
    [{ ...noise, delta: "0", batchSize: "10" }, "epsilon", "--batch-size says that a step sees a part"],
    [{ ...noise, delta: "0", samplingRate: "0.1" }, "epsilon", "--sampling-rate says nothing here"],
    [{ ...noise, delta: "0", steps: "2", epochs: "2" }, "epsilon", "--steps and --epochs both say how long"],
    [{ ...noise, delta: "0", sampler: "poisson", batchSize: "2" }, "epsilon", "--examples is missing"],
    [{ ...noise, delta: "0", sampler: "fixed", examples: "2", batchSize: "3" }, "epsilon", "more than there are"],
    [{ ...noise, delta: "0", sampler: "shuffle", steps: "3" }, "epsilon", "--steps says little about shuffled lots"],
    [{ mechanism: "tree-aggregation", sampler: "poisson" }, "epsilon", "takes its lots in a fixed order"],
    [{ event: "x.json", mechanism: "gaussian" }, "epsilon", "--event and --mechanism both say"],
    [
      { ...noise, delta: "0", unit: "exampel" },
      "epsilon",
      'there is no unit of privacy "exampel"; did you mean example?',
    ],
  ];

  test.each(cases)("%j of %s: %s", (flags, wanted, message) => {
    const read = () => readQuestion(flags, wanted);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });
});
