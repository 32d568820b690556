/** Privacy spent by round. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import { epsilonCurve } from "../curves.js";
import type { Figure } from "../figure.js";
import { epsilon } from "../format.js";
import { privacyStatement } from "../words.js";
import { byRoundFigure } from "./by-round.js";

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
  const [stated] = Object.values(summary.variants).filter(({ privacy }) => privacy.epsilon !== "Infinity");
  const ends = curves.map(({ variant, curve }) => `${variant} ends at ${epsilon(curve.at(-1)?.[1])}`);
  return byRoundFigure({
    name: "epsilon",
    title: "Privacy spent by round.",
    description: `Epsilon spent by round: ${ends.join("; ")}.`,
    caption: `Highest ε of any participant; ${stated === undefined ? "" : privacyStatement(stated.privacy)}. Variants without a bound are not drawn.`,
    unit: "ε",
    curves,
    format: String,
  });
}
