/** How a privacy guarantee is put into words, everywhere. @module */
import type { PrivacySummary } from "../runs/summary.js";
import { epsilon, significant } from "./format.js";

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

/** "ε = 7.99 (δ = 1e-5, per example, add-or-remove-one, RDP)" */
export function guarantee(privacy: PrivacySummary): string {
  return `ε = ${epsilon(firstEpsilon(privacy))} (${privacyStatement(privacy)})`;
}
