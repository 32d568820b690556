/** Accuracy against the bytes that participants uploaded. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import { band } from "../band.js";
import { axisStyle, drawChart, endLabelWidth, marks } from "../chart.js";
import type { ChartOption } from "../chart.js";
import { sizes } from "../figure.js";
import type { Figure } from "../figure.js";
import { bytes, percent } from "../format.js";
import { referencesOf, type Reference } from "../references.js";
import { light, seriesColour } from "../theme.js";

interface Point {
  readonly variant: string;
  readonly index: number;
  readonly upBytes: number;
  readonly accuracy: number;
}

type Place = readonly [x: number, y: number];

/** 1, 2 and 5 of every decade between two powers of ten, or the decades alone where those would be more than `limit`. */
export function logTicks(least: number, most: number, limit: number): number[] {
  const ticks = (steps: readonly number[]): number[] => {
    const decades = Array.from({ length: Math.floor(most) - Math.floor(least) + 1 }, (_, i) => Math.floor(least) + i);
    return decades
      .flatMap((decade) => steps.map((step) => decade + Math.log10(step)))
      .filter((tick) => tick >= least && tick <= most);
  };
  const fine = ticks([1, 2, 5]);
  return fine.length <= limit ? fine : ticks([1]);
}

/**
 * Where each point's name stands: of points close together the lowest has it below, the others above them all, the
 * highest on top.
 * @param reach how far apart points are no longer close
 * @param lines of a name
 */
function namePlaces(points: readonly Place[], reach: Place, lines: number) {
  return points.map(([x, y], own) => {
    const near = points.filter(([otherX, otherY], other) => {
      return other !== own && Math.abs(otherX - x) < reach[0] && Math.abs(otherY - y) < reach[1];
    });
    const lower = near.filter((point) => point[1] < y || (point[1] === y && points.indexOf(point) > own)).length;
    if (near.length > 0 && lower === 0) return { position: "bottom" as const, distance: 8 };
    return { position: "top" as const, distance: 8 + Math.max(0, lower - 1) * 14 * lines };
  });
}

/** A level at which a baseline ended, across the whole figure: it uploads nothing. */
function level({ name, colour, mean, low, high, hasRange }: Reference, [min, max]: Place, narrow: boolean) {
  const across = (curve: Reference["mean"]) => {
    const end = curve.at(-1)?.[1] ?? NaN;
    return [[min, end] as const, [max, end] as const];
  };
  const line = {
    type: "line" as const,
    data: across(mean).map((point) => [...point]),
    symbol: "none",
    lineStyle: { color: colour, width: 1.75, type: "dashed" as const },
    endLabel: { show: true, formatter: levelName(name, narrow), color: colour, fontSize: 12, distance: 6 },
    labelLayout: { moveOverlap: "shiftY" as const },
  };
  return hasRange ? [band(across(low), across(high), colour), line] : [line];
}

/** Where room is short, the colour alone says whose baseline it is. */
const levelName = (name: string, narrow: boolean): string => (narrow ? name.split(",")[0] : name);

function option(points: readonly Point[], references: readonly Reference[], narrow: boolean): ChartOption {
  const places = points.map(({ upBytes }) => Math.log10(upBytes));
  const margin = Math.max(0.2, (narrow ? 0.3 : 0.15) * (Math.max(...places) - Math.min(...places)));
  const extent = [Math.min(...places) - margin, Math.max(...places) + margin] as const;
  const levels = references.flatMap(({ low, high }) => [low.at(-1)?.[1] ?? 0, high.at(-1)?.[1] ?? 0]);
  const values = [...points.map(({ accuracy }) => accuracy), ...levels];
  // room above the highest point for its name
  const [floor, ceiling] = [
    Math.max(0, Math.floor(10 * Math.min(...values) - 0.2) / 10),
    Math.min(1, Math.ceil(10 * Math.max(...values) + 0.5) / 10),
  ];
  const ticks = logTicks(...extent, narrow ? 4 : 9);
  const tickName = (x: number) => bytes(Math.round(10 ** x)).replace(/\.0+ /, " ");
  const at = points.map(({ accuracy }, i) => [places[i], accuracy] as const);
  const reach = [(narrow ? 0.3 : 0.12) * (extent[1] - extent[0]), 0.16 * (ceiling - floor)] as const;
  const named = namePlaces(at, reach, narrow ? 1 : 2);
  const score = {
    type: "line" as const,
    data: points.map(({ variant, index, accuracy }, i) => ({
      value: [places[i], accuracy],
      symbol: marks[index % marks.length],
      itemStyle: { color: seriesColour(index) },
      label: {
        show: true,
        formatter: narrow ? variant : `${variant}\n${percent(accuracy)}`,
        ...named[i],
        color: seriesColour(index),
        textBorderColor: light.card,
        textBorderWidth: 4,
        fontSize: 13,
        fontWeight: 600 as const,
      },
    })),
    symbolSize: 11,
    // no line: between two ways to share lie ways nobody tried
    lineStyle: { width: 0 },
    z: 4,
  };
  return {
    grid: {
      left: 8,
      right: endLabelWidth(references.map(({ name }) => levelName(name, narrow))),
      top: 34,
      bottom: 30,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: {
      type: "value",
      min: extent[0],
      max: extent[1],
      name: "uploaded by all participants",
      nameLocation: "middle",
      nameGap: 30,
      ...axisStyle,
      splitLine: { show: false },
      axisTick: { ...axisStyle.axisTick, customValues: ticks },
      axisLabel: { ...axisStyle.axisLabel, customValues: ticks, formatter: tickName },
    },
    yAxis: {
      type: "value",
      name: "test accuracy",
      min: floor,
      max: ceiling,
      ...axisStyle,
      nameTextStyle: { ...axisStyle.nameTextStyle, align: "left" },
      axisLabel: { ...axisStyle.axisLabel, formatter: (value: number) => percent(value, 0) },
    },
    series: [...references.flatMap((reference) => level(reference, extent, narrow)), score] as ChartOption["series"],
  };
}

/** Undefined unless variants uploaded different amounts. */
export function accuracyByBytesFigure(run: RecordedRun): Figure | undefined {
  const { summary } = run;
  const points = Object.entries(summary.variants)
    .map(([variant, { upBytes, accuracy }], index): Point => ({ variant, index, upBytes, accuracy }))
    .filter(({ upBytes }) => upBytes > 0);
  if (new Set(points.map(({ upBytes }) => upBytes)).size < 2) return undefined;
  const references = referencesOf(run);
  const said = points.map(({ variant, upBytes, accuracy }) => `${variant} ${percent(accuracy)} with ${bytes(upBytes)}`);
  const compared = references.length > 0 ? " Dashed: where the baselines ended, which upload nothing." : "";
  const over = summary.seeds > 1 ? ` Means over ${summary.seeds} seeds.` : "";
  return {
    name: "accuracy-by-bytes",
    title: "Accuracy against bytes uploaded.",
    description: `Final accuracy on the test set and what all participants uploaded together: ${said.join("; ")}.`,
    caption: `Final global model, whole test set; message payloads of all participants, on a logarithmic scale.${compared}${over}`,
    draw: (width) =>
      drawChart(`accuracy-by-bytes-${width}`, option(points, references, width === "narrow"), sizes[width]),
  };
}
