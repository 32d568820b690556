/** How a privacy guarantee is put into words, everywhere. @module */
import { accountants } from "../../../shared/privacy/accountants/index.js";
import type { PrivacyStatement, PrivacySummary } from "../../runs/summary.js";
import { epsilon, listed, significant } from "./format.js";

/** Epsilon under the first accountant, which is the one that was calibrated to; Infinity where there is no bound. */
export function firstEpsilon({ epsilon: spent }: PrivacySummary): number {
  if (spent === "Infinity") return Infinity;
  const [value] = Object.values(spent);
  return typeof value === "number" ? value : Infinity;
}

/** Everything without which an epsilon means nothing: "δ = 1e-5, per example, add-or-remove-one, RDP". */
export function privacyStatement({ delta, unit, neighbours, epsilon: spent }: PrivacySummary): string {
  const accountants = spent === "Infinity" ? [] : Object.keys(spent).slice(0, 1);
  return [
    `δ = ${significant(delta)}`,
    `per ${unit}`,
    neighbours,
    ...accountants.map((name) => name.toUpperCase()),
  ].join(", ");
}

/** On whom a guarantee of aggregates relies, and what holds for each update by itself: to be read after the guarantee. */
export function besidesWords({ relies, others = [] }: PrivacySummary): string {
  const trust = relies === undefined ? "" : ` It relies ${relies}.`;
  return trust + others.map((other) => ` ${otherWords(other)}`).join("");
}

function otherWords(statement: PrivacyStatement): string {
  const { about, epsilon: spent, neighbours, mechanism, sampling, protectsAgainst } = statement;
  const what = about === "aggregate" ? "Of a round's aggregate" : "Of each update by itself, for whoever sees it";
  if (spent === "Infinity") return `${what}: ε = ∞, ${mechanism.replace(/^none: /, "")}.`;
  const [accountant, value] = Object.entries(spent)[0];
  return `${what}: ε = ${epsilon(value)} (${neighbours}, ${accountant.toUpperCase()}), ${mechanism}, against ${listed(protectsAgainst)}; sampling: ${sampling}.`;
}

/** "ε = 7.99 (δ = 1e-5, per example, add-or-remove-one, RDP)" */
export function guarantee(privacy: PrivacySummary): string {
  return `ε = ${epsilon(firstEpsilon(privacy))} (${privacyStatement(privacy)})`;
}

/** What an accountant's word is worth: of a run by another version, perhaps by one that this one does not have. */
export function accountantKind(name: string): string {
  const kind = accountants.find((accountant) => accountant.name === name)?.kind;
  if (kind === undefined) return "unknown here";
  return kind === "upper-bound" ? "an upper bound" : "an approximation that may be less than the truth";
}

/** "RDP: an upper bound. GDP-CLT: an approximation that may be less than the truth." */
export function kindWords(epsilons: Readonly<Record<string, number>>): string {
  const byKind = new Map<string, string[]>();
  for (const name of Object.keys(epsilons)) {
    const kind = accountantKind(name);
    byKind.set(kind, [...(byKind.get(kind) ?? []), name.toUpperCase()]);
  }
  return [...byKind].map(([kind, names]) => `${listed(names)}: ${kind}.`).join(" ");
}
