import { describe, expect, test } from "vitest";
import type { AttackSummary, AuditSummary, MetricSummary, Summary, VariantSummary } from "../../runs/summary.js";
import { verdictLines } from "./verdict-lines.js";

const metric = (value: number, chance: number, low = value): MetricSummary => ({
  value,
  chance,
  low,
  high: value,
  controls: { "class-mean": chance },
  n: 80,
  seeds: 1,
  strategies: { raw: value },
});

const attack = (
  verdict: AttackSummary["verdict"],
  psnrDb: number,
  recovered: number,
  labelsLow = 0.5,
): AttackSummary => ({
  kind: "gradient-inversion",
  seat: "server",
  verdict,
  metrics: { psnrDb: metric(psnrDb, 12), recovered: metric(recovered, 0), labelRecovery: metric(0.6, 0.5, labelsLow) },
  explanation: [],
});

const variant = (accuracy: number, epsilon: number | "Infinity", curious?: AttackSummary): VariantSummary => ({
  accuracy,
  loss: 1,
  rounds: 40,
  digest: "00",
  upBytes: 0,
  downBytes: 0,
  seconds: 1,
  incidents: 0,
  privacy: {
    unit: "example",
    neighbours: "add-or-remove-one",
    protectsAgainst: [],
    mechanism: "none",
    delta: 1e-5,
    epsilon: epsilon === "Infinity" ? epsilon : { rdp: epsilon, pld: 1 },
    sampling: "Poisson",
    meaning: "",
  },
  attacks: curious === undefined ? {} : { curious },
});

const summary = (variants: Summary["variants"], more: Partial<Summary> = {}): Summary => ({
  schema: 1,
  scenario: "s",
  question: "q",
  status: "completed",
  seed: 7,
  seeds: 1,
  randomness: "reproducible",
  backend: "wasm",
  seconds: 1,
  variants,
  expectations: [],
  cautions: [],
  command: "",
  ...more,
});

test("tells the story of both variants", () => {
  const lines = verdictLines(
    summary({
      "no-defence": variant(0.9, "Infinity", attack("leaked", 96.2, 77 / 80)),
      dp: variant(0.81, 7.98, attack("failed", 12.3, 0)),
    }),
  );
  expect(lines).toEqual([
    "Without defence the server recovered 77 of 80 images (PSNR 96.2 dB on average; a guesser 12.0 dB); accuracy 90 %.",
    "With dp at ε = 7.98 (δ = 1e-5, per example, add-or-remove-one, RDP) the server recovered 0 of 80 images (PSNR 12.3 dB on average; a guesser 12.0 dB): the attack failed; accuracy 90 % → 81 %.",
  ]);
});

test("what an audit proved stands beside what was accounted for", () => {
  const finding = {
    canaries: 100,
    guesses: 50,
    correct: 45,
    epsilonLowerBound: 1.234,
    gaussianLowerBound: 2,
    holds: true,
  };
  const audit: AuditSummary = {
    ...{ participant: 0, unit: "example", neighbours: "add-or-remove-one", delta: 1e-5, confidence: 0.95 },
    ...{ ...finding, significance: 1e-4, claimed: 2, evidence: { kind: "one-run", tally: [finding] }, profile: [] },
    histogram: { edges: [], isIn: [], isOut: [] },
  };
  const sound = { ...variant(0.8, 2), audits: { coins: audit } };
  const broken = { ...variant(0.9, 1), audits: { coins: { ...audit, holds: false } } };
  expect(verdictLines(summary({ sound, broken }))).toEqual([
    "With sound at ε = 2.00 (δ = 1e-5, per example, add-or-remove-one, RDP) audit coins proved at least ε = 1.23 (95 % confidence); accuracy 80 %.",
    "With broken at ε = 1.00 (δ = 1e-5, per example, add-or-remove-one, RDP) audit coins proved at least ε = 1.23 (95 % confidence) and contradicts what was accounted for; accuracy 80 % → 90 %.",
  ]);
});

test("a variant without a bound is called undefended by its name alone; what leaked in part is named", () => {
  const lines = verdictLines(summary({ "clip-only": variant(0.9, "Infinity", attack("partly", 12.5, 0, 0.55)) }));
  expect(lines[0]).toMatch(
    /^With clip-only \(no privacy bound, ε = ∞\) the server .* but leaked labels; accuracy 90 %\.$/,
  );
});

test("runs that broke off and expectations not met are said first and last", () => {
  const expectations = [{ variant: "dp", metric: "attacks.curious.psnrDb", below: 12, met: false, value: 15.21 }];
  const none = verdictLines(summary({}, { status: "failed", reason: "participant 3 left", expectations }));
  expect(none).toEqual([
    "The run failed: participant 3 left.",
    "No variant was finished.",
    "Not as expected: attacks.curious.psnrDb of dp should be below 12; it is 15.2.",
  ]);
});

describe("where nothing attacks and nothing is promised", () => {
  const compared = (accuracy: number, upBytes: number, alone = 0.6) => ({
    ...variant(accuracy, "Infinity"),
    upBytes,
    baselines: {
      standalone: { accuracy: alone, low: 0.5, high: 0.7, n: 6 },
      centralised: { accuracy: 0.875 },
    },
  });

  test("one variant is what it learned and sent", () => {
    const lines = verdictLines(summary({ run: { ...variant(0.8765, "Infinity"), upBytes: 1_222_080 } }));
    expect(lines).toEqual(["Accuracy 87.6 % after 40 rounds; 1.22 MB uploaded."]);
  });

  test("several are held against their baselines and against the first; what was said is not said again", () => {
    const lines = verdictLines(
      summary({
        full: compared(0.9, 1_000_000),
        hundredth: compared(0.65, 12_500),
        alone: compared(0.55, 12_500),
        slow: compared(0.65, 1_000_000, 0.4),
        plain: variant(0.9, "Infinity"),
      }),
    );
    expect(lines).toEqual([
      "With full: accuracy 90.0 % after 40 rounds, above every participant alone (60.0 % on average, at best 70.0 %) and all data in one place (87.5 %); 1.00 MB uploaded.",
      "With hundredth: accuracy 65.0 %, above the average participant alone, below all data in one place; 12.5 kB uploaded, 1.25 % of what full uploaded.",
      "With alone: accuracy 55.0 %, below the average participant alone and all data in one place; 12.5 kB uploaded, 1.25 % of what full uploaded.",
      "With slow: accuracy 65.0 %, above the average participant alone (40.0 % on average, at best 70.0 %), below all data in one place (87.5 %); 1.00 MB uploaded.",
      "Without defence: accuracy 90.0 %; 0 B uploaded, 0 % of what full uploaded.",
    ]);
  });

  test("a federation of one is neither above nor below its participant", () => {
    const standalone = { accuracy: 0.75, low: 0.75, high: 0.75, n: 1 };
    const lines = verdictLines(summary({ run: { ...variant(0.75, "Infinity"), baselines: { standalone } } }));
    expect(lines[0]).toContain("Accuracy 75.0 % after 40 rounds, equal to a participant alone (75.0 %);");
  });

  test("below the worst is below every one", () => {
    const lines = verdictLines(summary({ run: compared(0.4, 1) }));
    expect(lines[0]).toContain("below every participant alone (60.0 % on average, at best 70.0 %) and all data");
  });

  test("a bound on any variant brings privacy back", () => {
    const lines = verdictLines(summary({ full: variant(0.9, "Infinity"), dp: variant(0.8, 7.98) }));
    expect(lines).toEqual([
      "With full (no privacy bound, ε = ∞): accuracy 90 %.",
      "With dp at ε = 7.98 (δ = 1e-5, per example, add-or-remove-one, RDP): accuracy 90 % → 80 %.",
    ]);
  });
});
