/** The verdict of a run in words: the last lines in the terminal and the first in the report. @module */
import type { Seat } from "../../shared/plugins/attack.js";
import type { AttackSummary, ExpectationResult, Summary, VariantSummary } from "../runs/summary.js";
import { leaksOf, recoveredCount } from "../score/verdict.js";
import { countOf, decibels, listed, percent, significant } from "./format.js";
import { firstEpsilon, guarantee } from "./words.js";

const seats: Readonly<Record<Seat, string>> = {
  server: "the server",
  participant: "a participant",
  querier: "a querier",
  network: "an eavesdropper",
};

/** Names under which a variant is taken to have no defence at all, once it has no bound either. */
const undefended = /^(no-?defen[cs]e|none|undefended|plain)$/;

function condition(name: string, { privacy }: VariantSummary): string {
  if (Number.isFinite(firstEpsilon(privacy))) return `With ${name} at ${guarantee(privacy)}`;
  return undefended.test(name) ? "Without defence" : `With ${name} (no privacy bound, ε = ∞)`;
}

/** "recovered 77 of 80 images (PSNR 96.2 dB on average; a guesser 12.0 dB)" */
function outcome({ metrics, verdict }: AttackSummary): string {
  const { psnrDb, recovered } = metrics;
  if (psnrDb === undefined || recovered === undefined) return "had nothing to recover: the targeted lots were empty";
  const count = `recovered ${recoveredCount(recovered)} of ${countOf(recovered.n, "image")}`;
  const scores = `PSNR ${decibels(psnrDb.value)} on average; a guesser ${decibels(psnrDb.chance)}`;
  const partly = `, but leaked ${listed(leaksOf(metrics))}`;
  const remark = { leaked: "", partly, failed: ": the attack failed" }[verdict];
  return `${count} (${scores})${remark}`;
}

function accuracyChange(variant: VariantSummary, baseline: VariantSummary): string {
  if (variant === baseline) return `accuracy ${percent(variant.accuracy, 0)}`;
  return `accuracy ${percent(baseline.accuracy, 0)} → ${percent(variant.accuracy, 0)}`;
}

function variantLine(name: string, variant: VariantSummary, baseline: VariantSummary): string {
  const attacks = Object.entries(variant.attacks);
  const several = attacks.length > 1;
  const clauses = attacks.map(([id, attack]) => `${seats[attack.seat]}${several ? ` (${id})` : ""} ${outcome(attack)}`);
  return `${condition(name, variant)}${several || clauses.length === 0 ? ":" : ""} ${[...clauses, accuracyChange(variant, baseline)].join("; ")}.`;
}

function unmetLine({ variant, metric, above, below, value }: ExpectationResult): string {
  const wanted = [above !== undefined && `above ${above}`, below !== undefined && `below ${below}`].filter(Boolean);
  const found = value === null ? "there is no such value" : `it is ${significant(value)}`;
  return `Not as expected: ${metric} of ${variant} should be ${wanted.join(" and ")}; ${found}.`;
}

/** One line a variant, after one that says why the run did not end, if so, and before one an expectation not met. */
export function verdictLines(summary: Summary): string[] {
  const { status, reason, variants, expectations } = summary;
  const broken =
    status === "completed"
      ? []
      : [`The run ${status === "failed" ? "failed" : "was interrupted"}${reason ? `: ${reason}` : ""}.`];
  const entries = Object.entries(variants);
  const finished = entries.map(([name, variant]) => variantLine(name, variant, entries[0][1]));
  return [
    ...broken,
    ...(status !== "completed" && entries.length === 0 ? ["No variant was finished."] : finished),
    ...expectations.filter(({ met }) => !met).map(unmetLine),
  ];
}
