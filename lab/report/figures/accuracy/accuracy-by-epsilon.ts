/** Accuracy against epsilon: what privacy cost the variants. @module */
import type { RecordedRun } from "../../../runs/read-run.js";
import type { VariantSummary } from "../../../runs/summary.js";
import { drawChart } from "../../charts/chart.js";
import { tickName } from "../../charts/log-ticks.js";
import { seriesColour } from "../../charts/theme.js";
import { epsilon, percent } from "../../words/format.js";
import { firstEpsilon, privacyStatement } from "../../words/privacy-words.js";
import { sizes } from "../figure.js";
import type { Figure } from "../figure.js";
import type { Reference } from "../references.js";
import { accuracyAgainst } from "./accuracy-points.js";
import type { AccuracyPoint } from "./accuracy-points.js";

/** Undefined unless two variants or more have different finite epsilons that mean the same. */
export function accuracyByEpsilonFigure({ summary }: RecordedRun): Figure | undefined {
  const all = Object.entries(summary.variants).map(([variant, { accuracy, privacy }], index) => {
    return { variant, index, at: firstEpsilon(privacy), accuracy, privacy };
  });
  const points = all.filter(({ at }) => at > 0 && at < Infinity);
  const statements = new Set(points.map(({ privacy }) => privacyStatement(privacy)));
  if (new Set(points.map(({ at }) => at)).size < 2 || statements.size > 1) return undefined;
  const unbounded = all.filter(({ at }) => at === Infinity);
  const said = [...points]
    .sort((a, b) => a.at - b.at)
    .map(({ variant, at, accuracy }) => `${variant} ${percent(accuracy)} at ${epsilon(at)}`);
  const others = unbounded.map(({ variant, accuracy }) => `${variant} ${percent(accuracy)} without a bound`);
  const dashed = unbounded.length > 0 ? " Dashed: variants without a bound." : "";
  const over = summary.seeds > 1 ? ` Means over ${summary.seeds} seeds.` : "";
  const drawn = { axis: "ε", tickName, points, levels: unbounded.map(levelOf) };
  return {
    name: "accuracy-by-epsilon",
    title: "Accuracy against ε.",
    description: `Final accuracy on the test set and epsilon spent: ${[...said, ...others].join("; ")}.`,
    caption: `Final global model, whole test set; ε ${privacyStatementIn(points)}, on a logarithmic scale.${dashed}${over}`,
    draw: (width) =>
      drawChart(`accuracy-by-epsilon-${width}`, accuracyAgainst(drawn, width === "narrow"), sizes[width]),
  };
}

const privacyStatementIn = ([first]: readonly { readonly privacy: VariantSummary["privacy"] }[]): string =>
  `at ${privacyStatement(first.privacy)}`;

/** Where no bound holds there is no place on the axis. */
function levelOf({ variant, index, accuracy }: AccuracyPoint): Reference {
  const mean = [[0, accuracy]] as const;
  const curves = { mean, low: mean, high: mean };
  return { name: `${variant}, no bound`, colour: seriesColour(index), hasRange: false, ...curves };
}
