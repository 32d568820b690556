import { expect, test } from "vitest";
import { variantSummary } from "../../../../test/support/variant-summary.js";
import type { RecordedRun } from "../../../runs/read-run.js";
import type { VariantSummary } from "../../../runs/summary.js";
import { accuracyByEpsilonFigure } from "./accuracy-by-epsilon.js";

type Epsilon = VariantSummary["privacy"]["epsilon"];

const run = (variants: Readonly<Record<string, readonly [Epsilon, number]>>): RecordedRun => {
  const summaries = Object.entries(variants).map(([name, [epsilon, accuracy]]) => [
    name,
    variantSummary(epsilon, { accuracy }),
  ]);
  return {
    directory: "/",
    summary: { seeds: 1, variants: Object.fromEntries(summaries) } as RecordedRun["summary"],
    resolved: undefined,
    environment: undefined,
    variants: {},
  };
};

const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** Of the marks, in the order of the variants. */
const heights = (svg: string): number[] =>
  [...svg.matchAll(/matrix\([^)]*,([\d.]+)\)" (?:fill|stroke)/g)].map(([, y]) => Number(y));

test("variants with a bound are points in the order of epsilon, those without are levels", () => {
  const figure = accuracyByEpsilonFigure(
    run({ "no-defence": ["Infinity", 0.98], loose: [{ rdp: 8 }, 0.95], tight: [{ rdp: 0.5 }, 0.6] }),
  );
  expect(figure?.description).toBe(
    "Final accuracy on the test set and epsilon spent: tight 60.0 % at 0.50; loose 95.0 % at 8.00; no-defence 98.0 % without a bound.",
  );
  expect(figure?.caption).toContain("ε at δ = 1e-5, per example, add-or-remove-one, RDP, on a logarithmic scale");
  for (const width of ["wide", "narrow"] as const) {
    const svg = figure!.draw(width);
    expect(texts(svg)).toEqual(expect.arrayContaining(["loose", "tight", "1", "ε"]));
    expect(texts(svg).some((text) => text.startsWith("no-defence"))).toBe(true);
    const [loose, tight] = heights(svg);
    expect(tight).toBeGreaterThan(loose);
  }
});

test("there is nothing to compare in one epsilon, or in epsilons that mean different things", () => {
  expect(accuracyByEpsilonFigure(run({ a: [{ rdp: 8 }, 0.9], b: ["Infinity", 0.9] }))).toBeUndefined();
  expect(accuracyByEpsilonFigure(run({ a: [{ rdp: 8 }, 0.9], b: [{ rdp: 8 }, 0.8] }))).toBeUndefined();
  expect(accuracyByEpsilonFigure(run({ a: [{ rdp: 8 }, 0.9], b: [{ pld: 2 }, 0.8] }))).toBeUndefined();
});
