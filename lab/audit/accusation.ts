/** What is wrong where an audit contradicts a claim, in words. @module */
import type { AuditSummary, VariantSummary } from "../runs/summary.js";

/** Of all comparisons of a run together. */
export const AUDIT_SIGNIFICANCE = 1e-4;

/** One reason, for all audits that a claim does not survive; undefined where all claims do. */
export function accusation(variants: Readonly<Record<string, VariantSummary>>): string | undefined {
  const failed = Object.entries(variants).flatMap(([variant, { audits = {} }]) =>
    Object.entries(audits).flatMap(([id, audit]) =>
      audit.holds ? [] : [`audit ${id} of ${variant} ${wordsOf(audit)}`],
    ),
  );
  if (failed.length === 0) return undefined;
  return `${failed.join("; ")}: with 99.99 % confidence the mechanism or its accounting has a bug`;
}

function wordsOf({ epsilonLowerBound, gaussianLowerBound, claimed, correct, guesses, delta }: AuditSummary): string {
  const measured = Math.max(epsilonLowerBound, gaussianLowerBound).toFixed(2);
  const claim = claimed === "Infinity" ? "that much" : `epsilon ${claimed.toFixed(2)}`;
  return `guessed ${correct} of ${guesses} canaries right: measured at least epsilon ${measured} at delta ${delta}, claimed ${claim}, whose privacy profile does not allow it`;
}
