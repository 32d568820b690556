/** Accuracy by round. @module */
import type { RecordedRun } from "../../../runs/read-run.js";
import { accuracyCurve } from "../../recorded/curves.js";
import { percent } from "../../words/format.js";
import { byRoundFigure } from "../by-round.js";
import type { Figure } from "../figure.js";
import { referencesCaption, referencesOf } from "../references.js";

/** Undefined where nothing was evaluated. */
export function accuracyFigure(run: RecordedRun): Figure | undefined {
  const { variants, summary } = run;
  const curves = Object.entries(variants)
    .map(([variant, seeds], index) => ({ variant, index, curve: accuracyCurve(seeds) }))
    .filter(({ curve }) => curve.length > 0);
  if (curves.length === 0) return undefined;
  const references = referencesOf(run);
  const ends = [
    ...curves.map(({ variant, curve }) => `${variant} ends at ${percent(curve.at(-1)?.[1])}`),
    ...references.map(({ name, mean }) => `the baseline ${name} at ${percent(mean.at(-1)?.[1])}`),
  ];
  const overSeeds = summary.seeds > 1 ? ` Mean of ${summary.seeds} seeds.` : "";
  return byRoundFigure({
    name: "accuracy",
    title: "Accuracy by round.",
    description: `Accuracy on the test set by round: ${ends.join("; ")}.`,
    caption: `Global model, whole test set.${referencesCaption(references)}${overSeeds}`,
    unit: "test accuracy",
    curves,
    references,
    format: (value) => percent(value, 0),
    max: 1,
  });
}
