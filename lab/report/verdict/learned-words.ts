/** How well a variant learned, in words: against its baselines, and for how many bytes. @module */
import type { BaselinesSummary, VariantSummary } from "../../runs/summary.js";
import { bytes, countOf, percent } from "../words/format.js";
import { share } from "../words/training-words.js";

interface Comparison {
  /** "above", "below" or "equal to" */
  readonly relation: string;
  readonly what: string;
  readonly value: string;
}

function relation(accuracy: number, other: number): string {
  if (accuracy === other) return "equal to";
  return accuracy > other ? "above" : "below";
}

function comparedAlone(accuracy: number, alone: NonNullable<BaselinesSummary["standalone"]>): Comparison {
  const { low, high, accuracy: mean } = alone;
  const compared = relation(accuracy, mean);
  if (low === high) return { relation: compared, what: "a participant alone", value: percent(mean) };
  const what = accuracy > high || accuracy < low ? "every participant alone" : "the average participant alone";
  return { relation: compared, what, value: `${percent(mean)} on average, at best ${percent(high)}` };
}

function comparedTogether(accuracy: number, together: NonNullable<BaselinesSummary["centralised"]>): Comparison {
  const what = "all data in one place";
  return { relation: relation(accuracy, together.accuracy), what, value: percent(together.accuracy) };
}

/**
 * ", above every participant alone (69.7 % on average, at best 72.7 %), below all data in one place (87.7 %)"; empty
 * without baselines, and without numbers where those of the `first` variant, of which they have been said, are the same.
 */
export function againstBaselines(variant: VariantSummary, first: VariantSummary): string {
  const { accuracy, baselines: { standalone, centralised } = {} } = variant;
  const wereSaid = variant !== first && JSON.stringify(variant.baselines) === JSON.stringify(first.baselines);
  const all = [
    ...(standalone === undefined ? [] : [comparedAlone(accuracy, standalone)]),
    ...(centralised === undefined ? [] : [comparedTogether(accuracy, centralised)]),
  ];
  const clauses = all.map(({ relation, what, value }, i) => {
    const start = all[i - 1]?.relation === relation ? " and" : `, ${relation}`;
    return `${start} ${what}${wereSaid ? "" : ` (${value})`}`;
  });
  return clauses.join("");
}

/** "accuracy 86.8 %, above every participant alone; 153 kB uploaded, 12.5 % of what full uploaded" */
export function learnedWords(variant: VariantSummary, [firstName, first]: readonly [string, VariantSummary]): string {
  const { accuracy, rounds, upBytes } = variant;
  const isFirst = variant === first;
  const when = isFirst || rounds !== first.rounds ? ` after ${countOf(rounds, "round")}` : "";
  const relative =
    isFirst || first.upBytes === 0 || upBytes === first.upBytes
      ? ""
      : `, ${share(upBytes / first.upBytes)} of what ${firstName} uploaded`;
  return `accuracy ${percent(accuracy)}${when}${againstBaselines(variant, first)}; ${bytes(upBytes)} uploaded${relative}`;
}
