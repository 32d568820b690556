import { describe, expect, test } from "vitest";
import type { DpEvent, DpEventType } from "../../../shared/privacy/events.js";
import { UsageError } from "../usage-error.js";
import { parseEvent } from "./event-file.js";

const gaussian = { type: "gaussian", noiseMultiplier: 1 } as const;

/** One of every type: a type that is added to events and forgotten here does not compile. */
const oneOfEach: { readonly [Type in DpEventType]: Extract<DpEvent, { type: Type }> } = {
  gaussian,
  laplace: { type: "laplace", noiseMultiplier: 2 },
  "discrete-gaussian": { type: "discrete-gaussian", noiseStddev: 3, sensitivity: 1, coordinates: 10 },
  "gaussian-mixture": { type: "gaussian-mixture", noiseStddev: 1, shifts: [0, 1], probabilities: [0.5, 0.5] },
  "randomised-response": { type: "randomised-response", noiseParameter: 0.5, buckets: 2 },
  exponential: { type: "exponential", epsilon: 1 },
  approximate: { type: "approximate", epsilon: 1, delta: 1e-6 },
  zcdp: { type: "zcdp", rho: 0.5 },
  "poisson-sampled": { type: "poisson-sampled", probability: 0.1, event: gaussian },
  "truncated-poisson-sampled": {
    type: "truncated-poisson-sampled",
    examples: 100,
    probability: 0.1,
    maximum: 20,
    event: gaussian,
  },
  "fixed-size-sampled": { type: "fixed-size-sampled", examples: 100, size: 10, event: gaussian },
  "sparse-vector": { type: "sparse-vector", answers: 5, thresholdNoise: 1, comparisonNoise: 2 },
  "tree-aggregation": { type: "tree-aggregation", noiseMultiplier: 1, steps: 8, participations: 1, separation: 1 },
  shuffled: { type: "shuffled", event: gaussian },
  repeated: { type: "repeated", count: 3, event: gaussian },
  composed: { type: "composed", events: [gaussian, { type: "no-op" }] },
  "no-op": { type: "no-op" },
  "non-private": { type: "non-private", why: "nothing was added" },
};

test.each(Object.entries(oneOfEach))("%s comes back as it is", (_, event) => {
  expect(parseEvent(JSON.stringify(event), "e.json")).toEqual(event);
});

describe("what is no event is refused, naming the part", () => {
  const messageOf = (document: unknown): string => {
    try {
      parseEvent(typeof document === "string" ? document : JSON.stringify(document), "e.json");
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return (error as UsageError).message;
    }
    return "it was accepted";
  };

  test.each([
    [
      { type: "composed", events: [gaussian, { type: "gausian" }] },
      'event.events.1.type is "gausian"; did you mean gaussian?',
    ],
    [{ type: "gaussian" }, "event.noiseMultiplier: "],
    [{ ...gaussian, noise: 1 }, 'event: Unrecognized key: "noise"'],
    [{ type: "poisson-sampled", probability: "0.1", event: gaussian }, "event.probability: "],
    [[], "event: "],
    ["{", "e.json is not JSON"],
  ])("%j", (document, message) => {
    expect(messageOf(document)).toContain(message);
  });
});
