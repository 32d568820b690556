import { expect, test } from "vitest";
import type { RunEvent } from "../../../shared/process/run-events.js";
import type { RecordedSeed } from "../../runs/read-run.js";
import { light, seriesColour } from "../charts/theme.js";
import { referencesCaption, referencesOf } from "./references.js";

type Point = readonly [round: number, participant: number | undefined, accuracy: number];

function seed(...points: readonly Point[]): RecordedSeed {
  const events = points.map(([round, participant, accuracy], seq) => {
    const event: RunEvent = {
      type: "baseline",
      name: participant === undefined ? "centralised" : "standalone",
      ...(participant !== undefined && { participant }),
      round,
      accuracy,
      loss: 1,
    };
    return { seq, ms: 0, ...event };
  });
  return { events, attacks: {}, representatives: {} };
}

const usual = seed([0, 0, 0.1], [0, 1, 0.1], [4, 0, 0.5], [4, 1, 0.75], [0, undefined, 0.1], [4, undefined, 0.9]);

test("a baseline is the mean and the range of its models, and is drawn once for all variants that share it", () => {
  expect(referencesOf({ variants: { full: [usual], tenth: [usual] } })).toEqual([
    {
      name: "standalone",
      colour: light.muted,
      hasRange: true,
      mean: [
        [0, 0.1],
        [4, 0.625],
      ],
      low: [
        [0, 0.1],
        [4, 0.5],
      ],
      high: [
        [0, 0.1],
        [4, 0.75],
      ],
    },
    expect.objectContaining({ name: "centralised", colour: light.muted, hasRange: false }),
  ]);
});

test("a variant with a baseline of its own gives it name and colour; others keep the common one", () => {
  const other = seed([0, undefined, 0.1], [4, undefined, 0.8]);
  const named = (variants: Record<string, RecordedSeed[]>) =>
    referencesOf({ variants }).map(({ name, colour }) => [name, colour]);
  expect(named({ full: [other], tenth: [seed([0, undefined, 0.1])] })).toEqual([
    ["centralised, full", seriesColour(0)],
    ["centralised, tenth", seriesColour(1)],
  ]);
  const common = seed([4, undefined, 0.9]);
  expect(named({ full: [common], slow: [other], tenth: [common] })).toEqual([
    ["centralised", light.muted],
    ["centralised, slow", seriesColour(1)],
  ]);
});

test("over seeds; rounds that not every model reached are left out", () => {
  const [reference] = referencesOf({
    variants: { full: [seed([0, 0, 0.25], [0, 1, 0.5], [4, 0, 0.75]), seed([0, 0, 0.75], [0, 1, 1])] },
  });
  expect([reference.mean, reference.low, reference.high]).toEqual([[[0, 0.625]], [[0, 0.25]], [[0, 1]]]);
});

test("the caption explains what is there", () => {
  expect(referencesCaption([])).toBe("");
  const words = referencesCaption(referencesOf({ variants: { full: [usual] } }));
  expect(words).toContain("standalone, every participant on its own examples only");
  expect(words).toContain("centralised, one model on everybody's examples");
  expect(words).toContain("Shaded");
});
