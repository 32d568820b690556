import { expect, test } from "vitest";
import { runSchema } from "../../../shared/scenario/schema.js";
import { processWords, share, trainingFacts } from "./training-words.js";

function config(training: Record<string, unknown>, packed = 1) {
  return runSchema.parse({
    schema: 1,
    name: "n",
    question: "q",
    task: { dataset: "mnist", model: "softmax" },
    participants: { count: 100, partition: { kind: "shards", shardsEach: 2 } },
    training: { rounds: 20, batchSize: 10, learningRate: 0.1, ...training },
    launch: { packed },
  });
}

test("FedSGD in words", () => {
  expect(trainingFacts(config({}))).toEqual([
    ["data", "mnist, shards (shardsEach 2)"],
    ["schedule", "20 rounds, synchronous"],
    ["uploads", "the gradient of one lot"],
    ["lots", "shuffled, 10 examples, learning rate 0.1"],
    ["sharing", "all of every update up; all weights down"],
  ]);
});

test("FedAvg in words", () => {
  const cohort = { size: 10, sampling: "poisson" };
  const training = { update: "delta", localEpochs: 5, cohort, weighting: "examples", initialWeights: "w.npy" };
  expect(trainingFacts(config(training))).toEqual([
    ["data", "mnist, shards (shardsEach 2)"],
    [
      "schedule",
      "20 rounds from w.npy, synchronous, 10 of 100 participants a round expected, updates weighted by examples",
    ],
    ["uploads", "the delta of 5 local epochs"],
    ["lots", "shuffled, 10 examples, learning rate 0.1"],
    ["sharing", "all of every update up; all weights down"],
  ]);
});

test("distributed selective SGD in words", () => {
  const training = { schedule: "round-robin", update: "delta", uploadFraction: 0.1, downloadFraction: 0.5 };
  const facts = (more: Record<string, unknown>) => new Map(trainingFacts(config({ ...training, ...more })));
  expect(facts({}).get("schedule")).toBe("20 rounds, round-robin: one participant after another");
  expect(facts({}).get("uploads")).toBe("the delta of 1 local epoch");
  expect(facts({ valueBound: 0.001 }).get("sharing")).toBe(
    "the largest 10 % of every update up, each value within ± 0.001; the 50 % most updated weights down",
  );
  expect(facts({ select: "random-threshold", threshold: 0.0001, downloadFraction: 1 }).get("sharing")).toBe(
    "10 % of every update up, random ones above 0.0001; all weights down",
  );
});

test("processes and fractions", () => {
  expect([1, 30, 1000].map((packed) => processWords(config({}, packed)))).toEqual([
    "one process each",
    "30 to a process",
    "100 to a process",
  ]);
  expect([1, 0.1, 0.125, 0.001, 0.0012345].map(share)).toEqual(["100 %", "10 %", "12.5 %", "0.1 %", "0.123 %"]);
});
