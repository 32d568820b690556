/** Accuracy by round. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import { accuracyCurve } from "../curves.js";
import type { Figure } from "../figure.js";
import { percent } from "../format.js";
import { byRoundFigure } from "./by-round.js";

/** Undefined where nothing was evaluated. */
export function accuracyFigure({ variants, summary }: RecordedRun): Figure | undefined {
  const curves = Object.entries(variants)
    .map(([variant, seeds], index) => ({ variant, index, curve: accuracyCurve(seeds) }))
    .filter(({ curve }) => curve.length > 0);
  if (curves.length === 0) return undefined;
  const ends = curves.map(({ variant, curve }) => `${variant} ends at ${percent(curve.at(-1)?.[1])}`);
  const overSeeds = summary.seeds > 1 ? ` Mean of ${summary.seeds} seeds.` : "";
  return byRoundFigure({
    name: "accuracy",
    title: "Accuracy by round.",
    description: `Accuracy on the test set by round: ${ends.join("; ")}.`,
    caption: `Global model, whole test set.${overSeeds}`,
    unit: "test accuracy",
    curves,
    format: (value) => percent(value, 0),
    max: 1,
  });
}
