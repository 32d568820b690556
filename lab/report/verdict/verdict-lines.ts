/** The verdict of a run in words: the last lines in the terminal and the first in the report. @module */
import type { Seat } from "../../../shared/plugins/attack.js";
import type { AttackSummary, AuditSummary, ExpectationResult, Summary, VariantSummary } from "../../runs/summary.js";
import { leaksOf, recoveredCount } from "../../score/verdict.js";
import type { NamedConfig } from "../recorded/configs.js";
import { classSought, isControl } from "../recorded/controls.js";
import { sweepLines } from "../sweeps/sweep-lines.js";
import { countOf, decibels, epsilon, listed, percent, significant } from "../words/format.js";
import { firstEpsilon, guarantee } from "../words/privacy-words.js";
import { drewWords } from "../words/representatives-words.js";
import { againstBaselines, learnedWords } from "./learned-words.js";

const seats: Readonly<Record<Seat, string>> = {
  server: "the server",
  participant: "a participant",
  querier: "a querier",
  network: "an eavesdropper",
};

/** Names under which a variant is taken to have no defence at all, once it has no bound either. */
const undefended = /^(no-?defen[cs]e|none|undefended|plain)$/;

/** What a variant is told apart by, where its guarantee matters. */
function condition(name: string, { privacy, attacks }: VariantSummary, configs: readonly NamedConfig[]): string {
  const ids = Object.keys(attacks);
  if (ids.length > 0 && ids.every((id) => isControl(id, name, configs))) return `With ${name}, a control,`;
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

/** "audit coins proved at least ε = 2.13 (95 % confidence)" */
function proven(id: string, { epsilonLowerBound, confidence, holds }: AuditSummary): string {
  const bound = `at least ε = ${epsilon(epsilonLowerBound)} (${percent(confidence, 0)} confidence)`;
  return `audit ${id} proved ${bound}${holds ? "" : " and contradicts what was accounted for"}`;
}

function accuracyChange(variant: VariantSummary, first: VariantSummary): string {
  const against = againstBaselines(variant, first);
  if (variant === first) return `accuracy ${percent(variant.accuracy, 0)}${against}`;
  return `accuracy ${percent(first.accuracy, 0)} → ${percent(variant.accuracy, 0)}${against}`;
}

type Named = readonly [name: string, variant: VariantSummary];

/** Where nothing attacks and nothing is promised, a variant is what it learned, from how many bytes. */
function learnedLine([name, variant]: Named, all: readonly Named[]): string {
  const words = learnedWords(variant, all[0]);
  if (all.length === 1) return `${words[0].toUpperCase()}${words.slice(1)}.`;
  return `${undefended.test(name) ? "Without defence" : `With ${name}`}: ${words}.`;
}

function variantLine([name, variant]: Named, all: readonly Named[], configs: readonly NamedConfig[]): string {
  const isAboutPrivacy = all.some(([, { privacy, attacks, audits = {} }]) => {
    return Number.isFinite(firstEpsilon(privacy)) || Object.keys({ ...attacks, ...audits }).length > 0;
  });
  if (!isAboutPrivacy) return learnedLine([name, variant], all);
  const attacks = Object.entries(variant.attacks);
  const several = attacks.length > 1;
  const outcomeOf = (id: string, attack: AttackSummary) =>
    attack.seat === "participant"
      ? drewWords(attack, classSought(id, name, configs), isControl(id, name, configs))
      : outcome(attack);
  const clauses = [
    ...attacks.map(([id, attack]) => `${seats[attack.seat]}${several ? ` (${id})` : ""} ${outcomeOf(id, attack)}`),
    ...Object.entries(variant.audits ?? {}).map(([id, audit]) => proven(id, audit)),
  ];
  return `${condition(name, variant, configs)}${several || clauses.length === 0 ? ":" : ""} ${[...clauses, accuracyChange(variant, all[0][1])].join("; ")}.`;
}

function unmetLine({ variant, metric, above, below, value }: ExpectationResult): string {
  const wanted = [above !== undefined && `above ${above}`, below !== undefined && `below ${below}`].filter(Boolean);
  const found = value === null ? "there is no such value" : `it is ${significant(value)}`;
  return `Not as expected: ${metric} of ${variant} should be ${wanted.join(" and ")}; ${found}.`;
}

/** One line a variant. */
export function variantLines({ variants }: Pick<Summary, "variants">, configs: readonly NamedConfig[] = []): string[] {
  const entries = Object.entries(variants);
  return entries.map((entry) => variantLine(entry, entries, configs));
}

/**
 * One line a variant, after one that says why the run did not end, if so; then one an attack where the variants,
 * configured as in `configs`, differ in one number alone; then one an expectation not met.
 */
export function verdictLines(summary: Summary, configs: readonly NamedConfig[] = []): string[] {
  const { status, reason, expectations } = summary;
  const broken =
    status === "completed"
      ? []
      : [`The run ${status === "failed" ? "failed" : "was interrupted"}${reason ? `: ${reason}` : ""}.`];
  const finished = variantLines(summary, configs);
  return [
    ...broken,
    ...(status !== "completed" && finished.length === 0 ? ["No variant was finished."] : finished),
    ...sweepLines(summary, configs),
    ...expectations.filter(({ met }) => !met).map(unmetLine),
  ];
}
