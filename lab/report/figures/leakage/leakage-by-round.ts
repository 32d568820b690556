/** How much of what a participant drew is taken for the class, by round, and the accuracy that the model had. @module */
import type { RecordedRun } from "../../../runs/read-run.js";
import type { MetricSummary } from "../../../runs/summary.js";
import { bestControl } from "../../../score/verdict.js";
import { drawChart } from "../../charts/chart.js";
import { configsOf } from "../../recorded/configs.js";
import { isControl } from "../../recorded/controls.js";
import { accuracyCurve, targetClassCurve } from "../../recorded/curves.js";
import { percent } from "../../words/format.js";
import type { Figure } from "../figure.js";
import { roundPanelSizes, roundPanelsOption } from "./round-panels.js";
import type { RoundCurve, RoundLevel } from "./round-panels.js";

interface Drawn extends RoundCurve {
  readonly isControl: boolean;
  readonly metric: MetricSummary | undefined;
}

function curvesOf({ variants, summary, resolved }: RecordedRun, id: string): Drawn[] {
  const configs = configsOf({ resolved });
  return Object.entries(variants).flatMap(([variant, seeds], index): Drawn[] => {
    const leakage = targetClassCurve(seeds, id);
    if (leakage.length === 0) return [];
    const metric = summary.variants[variant]?.attacks[id]?.metrics["targetClassShare"];
    return [
      {
        ...{ variant, index, leakage, metric, accuracy: accuracyCurve(seeds) },
        isControl: isControl(id, variant, configs),
        ...(metric !== undefined && { interval: [metric.low, metric.high] as const }),
      },
    ];
  });
}

/** What the first variant that is no control is held against. */
function levelsOf(metric: MetricSummary | undefined): RoundLevel[] {
  const real = metric?.ceilings?.["real-images"];
  return [
    ...(real === undefined ? [] : [{ name: "real images", value: real }]),
    ...(metric === undefined ? [] : [{ name: "a guesser", value: metric.chance }]),
  ];
}

function described({ variant, leakage, accuracy, isControl: isOne }: Drawn): string {
  const [first, last] = [leakage[0], leakage[leakage.length - 1]];
  const learned = accuracy.length === 0 ? "" : `, accuracy ${percent(accuracy.at(-1)?.[1])}`;
  return `${variant}${isOne ? ", a control," : ""} from ${percent(first[1])} in round ${first[0]} to ${percent(last[1])} in round ${last[0]}${learned}`;
}

/** Undefined where attack `id` drew nothing in any variant. */
export function leakageByRoundFigure(run: RecordedRun, id: string): Figure | undefined {
  const curves = curvesOf(run, id);
  if (curves.length === 0) return undefined;
  const compared = curves.find((curve) => !curve.isControl) ?? curves[0];
  const levels = levelsOf(compared.metric);
  const name = `leakage-by-round-${id}`;
  const controls = curves.filter((curve) => curve.isControl).map(({ variant }) => variant);
  const { seeds } = run.summary;
  const over =
    seeds > 1 ? `mean of ${seeds} seeds, the last with its 95 % interval over them` : "the last with its 95 % interval";
  const guess =
    compared.metric === undefined ? "" : `, and the best guess without the attack (${bestControl(compared.metric)})`;
  const dashed =
    levels.length === 0 ? "" : ` Dashed, of ${compared.variant}: real images of the class, a ceiling${guess}.`;
  const held = controls.length === 0 ? "" : ` Controls: ${controls.join(", ")}.`;
  return {
    name,
    title: `Leakage by round, ${id}.`,
    description: `Images taken for the class by round: ${curves.map(described).join("; ")}. ${levels.map(({ name: what, value }) => `${what}: ${percent(value)}`).join("; ")}.`,
    caption: `Above: images of a round that are taken for the class; ${over}.${dashed}${held} Below: accuracy of the global model on the whole test set.`,
    draw: (width) =>
      drawChart(`${name}-${width}`, roundPanelsOption({ curves, levels, width }), roundPanelSizes[width]),
  };
}
