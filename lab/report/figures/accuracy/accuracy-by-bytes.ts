/** Accuracy against the bytes that participants uploaded. @module */
import type { RecordedRun } from "../../../runs/read-run.js";
import { drawChart } from "../../charts/chart.js";
import { bytes, percent } from "../../words/format.js";
import { sizes } from "../figure.js";
import type { Figure } from "../figure.js";
import { referencesOf } from "../references.js";
import { accuracyAgainst } from "./accuracy-points.js";
import type { AccuracyPoint } from "./accuracy-points.js";

/** Undefined unless variants uploaded different amounts. */
export function accuracyByBytesFigure(run: RecordedRun): Figure | undefined {
  const { summary } = run;
  const points = Object.entries(summary.variants)
    .map(([variant, { upBytes, accuracy }], index): AccuracyPoint => ({ variant, index, at: upBytes, accuracy }))
    .filter(({ at }) => at > 0);
  if (new Set(points.map(({ at }) => at)).size < 2) return undefined;
  const references = referencesOf(run);
  const said = points.map(({ variant, at, accuracy }) => `${variant} ${percent(accuracy)} with ${bytes(at)}`);
  const compared = references.length > 0 ? " Dashed: where the baselines ended, which upload nothing." : "";
  const over = summary.seeds > 1 ? ` Means over ${summary.seeds} seeds.` : "";
  const drawn = {
    axis: "uploaded by all participants",
    tickName: (at: number) => bytes(Math.round(at)).replace(/\.0+ /, " "),
    ...{ points, levels: references },
  };
  return {
    name: "accuracy-by-bytes",
    title: "Accuracy against bytes uploaded.",
    description: `Final accuracy on the test set and what all participants uploaded together: ${said.join("; ")}.`,
    caption: `Final global model, whole test set; message payloads of all participants, on a logarithmic scale.${compared}${over}`,
    draw: (width) => drawChart(`accuracy-by-bytes-${width}`, accuracyAgainst(drawn, width === "narrow"), sizes[width]),
  };
}
