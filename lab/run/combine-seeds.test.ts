import { expect, test } from "vitest";
import { variantSummary } from "../../test/support/variant-summary.js";
import { combineSeeds } from "./combine-seeds.js";

test("one seed is itself", () => {
  const only = variantSummary({ rdp: 8 });
  expect(combineSeeds([only])).toBe(only);
});

test("means over seeds, the greatest epsilon, the first digest, all incidents", () => {
  const combined = combineSeeds([
    variantSummary({ rdp: 7 }, { accuracy: 0.8, digest: "a", incidents: 1 }),
    variantSummary({ rdp: 8 }, { accuracy: 0.9, digest: "b", incidents: 2 }),
  ]);
  expect(combined.accuracy).toBeCloseTo(0.85, 12);
  const expected = { digest: "a", privacy: { epsilon: { rdp: 8 } }, incidents: 3, seconds: 6, upBytes: 10 };
  expect(combined).toMatchObject(expected);
});

test("baselines: the mean over seeds, the range over all models of all seeds", () => {
  const seed = (accuracy: number, low: number, high: number, together: number) =>
    variantSummary("Infinity", {
      baselines: { standalone: { accuracy, low, high, n: 3 }, centralised: { accuracy: together } },
    });
  expect(combineSeeds([seed(0.5, 0.25, 0.625, 0.75), seed(0.25, 0.125, 0.5, 1)]).baselines).toEqual({
    standalone: { accuracy: 0.375, low: 0.125, high: 0.625, n: 6 },
    centralised: { accuracy: 0.875 },
  });
  expect(combineSeeds([variantSummary("Infinity"), variantSummary("Infinity")])).not.toHaveProperty("baselines");
});

test("a seed without any bound leaves the whole without one", () => {
  const combined = combineSeeds([variantSummary({ rdp: 7 }), variantSummary("Infinity")]);
  expect(combined.privacy.epsilon).toBe("Infinity");
});
