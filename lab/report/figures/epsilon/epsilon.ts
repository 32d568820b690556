/** Privacy spent by round. @module */
import type { RecordedRun } from "../../../runs/read-run.js";
import { epsilonCurve } from "../../recorded/curves.js";
import { epsilon } from "../../words/format.js";
import { kindWords, privacyStatement } from "../../words/privacy-words.js";
import { byRoundFigure } from "../by-round.js";
import type { Figure } from "../figure.js";

/** Undefined where no variant has a finite epsilon. */
export function epsilonFigure({ variants, summary }: RecordedRun): Figure | undefined {
  const curves = Object.entries(variants).flatMap(([variant, seeds], index) => {
    const privacy = summary.variants[variant]?.privacy;
    if (privacy === undefined || privacy.epsilon === "Infinity") return [];
    const accountants = Object.keys(privacy.epsilon);
    return accountants
      .map((accountant) => ({
        variant: accountants.length > 1 ? `${variant}, ${accountant.toUpperCase()}` : variant,
        index,
        curve: epsilonCurve(seeds, accountant),
      }))
      .filter(({ curve }) => curve.length > 0);
  });
  if (curves.length === 0) return undefined;
  const bounded = Object.values(summary.variants)
    .map(({ privacy }) => privacy)
    .filter(({ epsilon: spent }) => spent !== "Infinity");
  // where curves are named by their accountants, the caption is of all of them
  const several = bounded.some(({ epsilon: spent }) => Object.keys(spent).length > 1);
  const stated = new Set(bounded.map((one) => privacyStatement(several ? { ...one, epsilon: "Infinity" } : one)));
  const kinds = kindWords(Object.assign({}, ...bounded.map(({ epsilon: spent }) => spent)) as Record<string, number>);
  const ends = curves.map(({ variant, curve }) => `${variant} ends at ${epsilon(curve.at(-1)?.[1])}`);
  return byRoundFigure({
    name: "epsilon",
    title: "Privacy spent by round.",
    description: `Epsilon spent by round: ${ends.join("; ")}.`,
    caption: `Highest ε of any participant; ${[...stated].join("; ")}. ${kinds} Variants without a bound are not drawn.`,
    unit: "ε",
    curves,
    format: String,
  });
}
