/** Leakage and accuracy against the one number in which the variants differ. @module */
import type { Summary } from "../../../runs/summary.js";
import { drawChart } from "../../charts/chart.js";
import type { Sweep } from "../../sweeps/sweep.js";
import { crossingOf, sweepPoints } from "../../sweeps/sweep-points.js";
import type { SweepPoint } from "../../sweeps/sweep-points.js";
import { sweepScale } from "../../sweeps/sweep-scale.js";
import { decibels, percent } from "../../words/format.js";
import { growsFromNone, parameterKey, parameterName, parameterValue } from "../../words/parameter-words.js";
import type { Figure } from "../figure.js";
import { panelSizes, panelsOption } from "./sweep-panels.js";

function described({ value, psnrDb, accuracy }: SweepPoint): string {
  const scores = `${decibels(psnrDb.value)}, a guesser ${decibels(psnrDb.chance)}, accuracy ${percent(accuracy)}`;
  return `${parameterValue(value)}: ${scores}`;
}

/** Undefined unless three variants, two of them with a positive value, had something to recover. */
export function leakageByParameterFigure(
  summary: Pick<Summary, "variants" | "seeds">,
  sweep: Sweep,
  attack: string,
  several: boolean,
): Figure | undefined {
  const points = sweepPoints(summary, sweep, attack);
  const values = points.map(({ value }) => value);
  if (points.length < 3 || values.filter((value) => value !== undefined && value > 0).length < 2) return undefined;
  const { key } = sweep;
  const name = `leakage-by-parameter${several ? `-${attack}` : ""}`;
  const crossing = crossingOf(points);
  const over = summary.seeds > 1 ? `${summary.seeds} seeds` : "targets";
  const from = crossing && `${parameterKey(key)} ${parameterValue(crossing.point.value)}`;
  const reached =
    from === undefined
      ? ""
      : ` Shaded: from ${from} on the attack is no better than its control: no image recovered, neither PSNR nor SSIM above it.`;
  const end = growsFromNone(key) ? "left" : "right";
  const none = values.includes(undefined) ? ` None, at the ${end}: without the defence.` : "";
  const scale = sweepScale(values, key);
  return {
    name,
    title: `Leakage and accuracy against ${parameterName(key)}${several ? `, ${attack}` : ""}.`,
    description: `Mean PSNR of the reconstructions and final accuracy by ${parameterName(key)}. ${points.map(described).join("; ")}.${reached}`,
    caption: `Above: mean PSNR of the strongest strategy with its 95 % interval over ${over}; dashed: the best guess without the observation; dotted: from 30 dB on an image counts as recovered. Below: final accuracy on the whole test set.${none}${reached}`,
    draw: (width) =>
      drawChart(`${name}-${width}`, panelsOption({ key, points, scale, crossing, width }), panelSizes[width]),
  };
}
