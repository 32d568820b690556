import { expect, test } from "vitest";
import { attackedVariant } from "../../../../test/support/swept-run.js";
import type { VariantSummary } from "../../../runs/summary.js";
import { leakageByParameterFigure } from "./leakage-by-parameter.js";

type Row = readonly [value: number | undefined, variant: VariantSummary];

function figureOf(key: string, rows: readonly Row[]) {
  const variants = Object.fromEntries(rows.map(([, variant], i) => [`v${i}`, variant]));
  const values = new Map(rows.map(([value], i) => [`v${i}`, value]));
  return leakageByParameterFigure({ variants, seeds: 1 }, { key, values }, "curious", false);
}

const words = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

const noise = "participants.defences[0].noiseMultiplier";
const rows: Row[] = [
  [undefined, attackedVariant(90)],
  [0.02, attackedVariant(45, 4000)],
  [0.5, attackedVariant(12.5, 8)],
  [2, attackedVariant(12, 1)],
];

test("every value is labelled, with its epsilon, and the crossing is named", () => {
  const figure = figureOf(noise, rows);
  for (const width of ["wide", "narrow"] as const) {
    const found = words(figure!.draw(width));
    expect(found).toEqual(expect.arrayContaining(["none", "0.02", "0.5", "2", "ε 8.00", "ε 1.00"]));
    expect(found).toEqual(
      expect.arrayContaining(["90.0", "45.0", "12.5", "leakage: PSNR, dB", "test accuracy", "90 %"]),
    );
    expect(found).toEqual(expect.arrayContaining(["from here on the attack is", "no better than its control"]));
  }
  expect(figure!.caption).toContain("Shaded: from noiseMultiplier 0.5 on the attack is no better than its control");
  expect(figure!.caption).toContain("None, at the left: without the defence.");
  expect(figure!.description).toContain("none: 90.0 dB, a guesser 12.0 dB, accuracy 90.0 %");
});

test("a privacy target is labelled with the noise that meets it", () => {
  const private_ = (epsilon: number, noiseMultiplier: number): VariantSummary => {
    const variant = attackedVariant(12, epsilon);
    return { ...variant, privacy: { ...variant.privacy, noiseMultiplier } };
  };
  const figure = figureOf("participants.defences[0].targetEpsilon", [
    [8, private_(7.99, 0.6)],
    [1, private_(0.99, 2.25)],
    [undefined, attackedVariant(90)],
  ]);
  expect(words(figure!.draw("wide"))).toEqual(expect.arrayContaining(["8", "noise 0.600", "1", "noise 2.25", "none"]));
  expect(figure!.caption).toContain("None, at the right");
});

test("where the attack stays above its control nothing is marked", () => {
  const figure = figureOf("training.localSteps", [
    [1, attackedVariant(60)],
    [5, attackedVariant(40)],
    [10, attackedVariant(31)],
  ]);
  expect(words(figure!.draw("wide"))).not.toContain("no better than its control");
  expect(figure!.caption).not.toContain("Shaded");
});

test("values too close to each other share no ink: on a narrow figure some are left without words", () => {
  const crowded = [1, 1.02, 1.04, 50].map((value): Row => [value, attackedVariant(60)]);
  const found = words(figureOf("training.localSteps", crowded)!.draw("narrow"));
  expect(found).toEqual(expect.arrayContaining(["1", "50"]));
  expect(found).not.toContain("1.02");
});

test("two values are no curve", () => {
  expect(figureOf(noise, rows.slice(0, 2))).toBeUndefined();
});
