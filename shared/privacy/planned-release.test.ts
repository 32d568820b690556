import { expect, test } from "vitest";
import type { Release, TurnFacts } from "../plugins/defence.js";
import { plannedRelease, rawRelease } from "./planned-release.js";

const facts: TurnFacts = {
  update: "gradient",
  sampling: "poisson",
  batchSize: 8,
  examples: 600,
  localSteps: 1,
  turns: 40,
  everyRound: true,
  parameters: 1000,
  unit: "example",
};

test("without a mechanism a turn is non-private", () => {
  expect(plannedRelease([], facts, 1).event.type).toBe("non-private");
  const bounds = { release: (before: Release): Release => ({ ...before, l2Bound: 1 }) };
  expect(plannedRelease([bounds], facts, 1).event.type).toBe("non-private");
});

test("the relation without a mechanism is that of the unit", () => {
  expect(plannedRelease([], facts, 1).neighbours).toBe("add-or-remove-one");
  expect(plannedRelease([], { ...facts, unit: "participant" }, 1).neighbours).toBe("replace-one");
});

test("each defence is handed what the one before left", () => {
  const seen: Release[] = [];
  const first = { release: (before: Release): Release => (seen.push(before), { l2Bound: 3, l1Bound: 4 }) };
  const second = {
    release: (before: Release): Release => {
      seen.push(before);
      return {
        ...rawRelease,
        event: { type: "gaussian", noiseMultiplier: before.l2Bound },
        neighbours: "replace-one",
      };
    },
  };
  expect(plannedRelease([first, second], facts, 1)).toEqual({
    event: { type: "gaussian", noiseMultiplier: 3 },
    neighbours: "replace-one",
  });
  expect(seen).toEqual([
    { l2Bound: Infinity, l1Bound: Infinity },
    { l2Bound: 3, l1Bound: 4 },
  ]);
});
