import { expect, test } from "vitest";
import { runSchema } from "../../shared/scenario/schema.js";
import { cautionsFor } from "./cautions.js";

function config(training: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  return runSchema.parse({
    schema: 1,
    name: "n",
    question: "q",
    task: { dataset: "mnist", model: "softmax" },
    participants: { count: 2, partition: "iid" },
    training: { rounds: 2, batchSize: 8, learningRate: 0.1, ...training },
    ...more,
  });
}

test("variants that differ by their defence alone get no caution beyond the single seed", () => {
  const defended = config({}, {});
  const variants = [
    { name: "no-defence", config: config() },
    { name: "dp", config: defended },
  ];
  expect(cautionsFor(variants, 5)).toEqual([]);
  expect(cautionsFor(variants, 1)).toEqual([expect.stringContaining("one seed only")]);
});

test("every other difference is named", () => {
  const variants = [
    { name: "a", config: config() },
    { name: "b", config: config({ rounds: 3, batchSize: 4, learningRate: 0.3 }) },
    { name: "c", config: config({}, { participants: { count: 3, partition: "iid", defences: [{ kind: "clip" }] } }) },
    { name: "d", config: config({}, { attacks: [{ id: "x", kind: "y", target: { rounds: [1] } }] }) },
  ];
  expect(cautionsFor(variants, 2)).toEqual([
    "a and b differ in sampling, rounds, learning rate",
    "a and c also differ in data, not only in their defence",
    "a and d differ in targets",
  ]);
});
