import { expect, test } from "vitest";
import { attackedVariant, namedConfig } from "../../../test/support/swept-run.js";
import type { Changes } from "../../../test/support/swept-run.js";
import type { VariantSummary } from "../../runs/summary.js";
import { sweepLines } from "./sweep-lines.js";

type Variant = readonly [changes: Changes, summary: VariantSummary];

function linesOf(variants: readonly Variant[]): string[] {
  const summaries = variants.map(([, summary], i) => [`v${i}`, summary] as const);
  return sweepLines(
    { variants: Object.fromEntries(summaries) },
    variants.map(([changes], i) => namedConfig(`v${i}`, changes)),
  );
}

const fraction = (uploadFraction: number, ...outcome: Parameters<typeof attackedVariant>): Variant => [
  { training: { uploadFraction } },
  attackedVariant(...outcome),
];
const noise = (noiseMultiplier: number, ...outcome: Parameters<typeof attackedVariant>): Variant => [
  { participants: { defences: [{ kind: "dp-sgd", clipNorm: 1, noiseMultiplier }] } },
  attackedVariant(...outcome),
];

test("leakage that falls with the number says where, whatever the order of the variants", () => {
  expect(linesOf([fraction(0.01, 11), fraction(1, 60), fraction(0.001, 10), fraction(0.1, 20)])).toEqual([
    "Leakage falls to its control at uploadFraction 0.01.",
  ]);
});

test("noise starts from none, and comes with the epsilon it is good for", () => {
  const none: Variant = [{}, attackedVariant(90)];
  expect(linesOf([noise(2, 12, 1.5), none, noise(1, 12.5, 4.02), noise(0.1, 40, 900)])).toEqual([
    "Leakage falls to its control at noiseMultiplier 1 (ε 4.02).",
  ]);
});

test("labels that leak where images no longer do are not kept quiet", () => {
  const labelled = fraction(0.1, 11, undefined, { labels: 0.9 });
  expect(linesOf([fraction(1, 60), labelled, fraction(0.01, 11)])).toEqual([
    "Leakage falls to its control at uploadFraction 0.1, though labels still leak.",
  ]);
});

test("a mean above the control counts as at it only where its interval reaches down to it", () => {
  const at = (half: number) => fraction(0.01, 14, undefined, { half });
  expect(linesOf([fraction(1, 60), fraction(0.1, 20), at(3)])).toEqual([
    "Leakage falls to its control at uploadFraction 0.01.",
  ]);
  expect(linesOf([fraction(1, 60), fraction(0.1, 20), at(1.5)])).toEqual([
    "Leakage stays above its control for uploadFraction from 0.01 to 1.",
  ]);
});

test("whole images that were recovered are above every control, however wide the interval", () => {
  expect(linesOf([fraction(1, 60), fraction(0.1, 50), fraction(0.01, 31, undefined, { half: 40 })])).toEqual([
    "Leakage stays above its control for uploadFraction from 0.01 to 1.",
  ]);
});

test("a dip between values that leak is no crossing, and an attack that never works has none", () => {
  expect(linesOf([fraction(1, 60), fraction(0.1, 11), fraction(0.01, 40)])).toEqual([
    "Leakage stays above its control for uploadFraction from 0.01 to 1, but for 0.1.",
  ]);
  expect(linesOf([fraction(1, 12), fraction(0.1, 11), fraction(0.01, 10)])).toEqual([
    "Leakage is no more than its control at any uploadFraction from 0.01 to 1.",
  ]);
});

test("variants that differ in more than one number have no line", () => {
  const other: Variant = [{ training: { uploadFraction: 0.1, learningRate: 1 } }, attackedVariant(20)];
  expect(linesOf([fraction(1, 60), other, fraction(0.01, 11)])).toEqual([]);
});
