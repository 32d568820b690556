import { expect, test } from "vitest";
import type { AttackSummary, MetricSummary, Summary, VariantSummary } from "../runs/summary.js";
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
  expect(verdictLines(summary({ plain: variant(0.9, "Infinity") }))).toEqual(["Without defence: accuracy 90 %."]);
});
