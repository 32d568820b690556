import { expect, test } from "vitest";
import { variantSummary } from "../../../test/support/variant-summary.js";
import type { RecordedRun } from "../../runs/read-run.js";
import type { VariantSummary } from "../../runs/summary.js";
import { privacySection } from "./privacy.js";

const runOf = (variants: Readonly<Record<string, VariantSummary>>): RecordedRun => ({
  directory: "/",
  summary: { seeds: 1, variants } as RecordedRun["summary"],
  resolved: undefined,
  environment: undefined,
  variants: {},
});

/** What is read. */
const textOf = (variants: Readonly<Record<string, VariantSummary>>): string =>
  (privacySection(runOf(variants))?.text ?? "")
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

const { privacy: open } = variantSummary("Infinity");

test("every epsilon stands with its accountant, kind, delta, unit, relation, sampling, and whom it holds against", () => {
  const privacy = { ...open, epsilon: { rdp: 8, "rdp-classic": 9.5, "gdp-clt": 7 }, protectsAgainst: ["participant"] };
  const text = textOf({ dp: variantSummary("Infinity", { privacy: { ...privacy, sampling: "Poisson" } }) });
  expect(text).toContain(
    "ε = 8.00 (δ = 1e-5, per example, add-or-remove-one, RDP); RDP-CLASSIC 9.50; GDP-CLT 7.00. " +
      "RDP and RDP-CLASSIC: an upper bound. GDP-CLT: an approximation that may be less than the truth. " +
      "Mechanism: m. Sampling: Poisson. Holds against: participant. Not against: server, network and querier.",
  );
  expect(text).toContain("What that does not mean What many examples have in common is not protected");
});

test("what holds besides has its relation and its sampling too", () => {
  const other = { ...open, epsilon: { rdp: 30 }, neighbours: "replace-one", protectsAgainst: ["server"] } as const;
  const privacy = { ...open, epsilon: { rdp: 2 }, others: [other] };
  const text = textOf({ dp: variantSummary("Infinity", { privacy }) });
  expect(text).toContain("ε = 30.0 (replace-one, RDP), m, against server; sampling: s.");
});

test("without a bound no attack that failed is taken for one; equal variants share a statement", () => {
  const text = textOf({ a: variantSummary("Infinity"), b: variantSummary("Infinity") });
  expect(text).toContain("every variant ε = ∞, m.");
  expect(text).toContain("An attack that fails is one adversary that did not succeed");
});

test("epsilons that can be compared are drawn against accuracy", () => {
  const section = (epsilons: readonly number[]) =>
    privacySection(runOf(Object.fromEntries(epsilons.map((rdp, i) => [`v${i}`, variantSummary({ rdp })]))))?.text;
  expect(section([1, 8])).toContain('id="figure-accuracy-by-epsilon"');
  expect(section([8])).not.toContain("<figure");
});
