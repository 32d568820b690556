/** Accuracy of variants as points against something that each of them has an amount of. @module */
import { band } from "../../charts/band.js";
import { axisStyle, endLabelWidth, marks } from "../../charts/chart.js";
import type { ChartOption } from "../../charts/chart.js";
import { logTicks } from "../../charts/log-ticks.js";
import { light, seriesColour } from "../../charts/theme.js";
import { percent } from "../../words/format.js";
import type { Reference } from "../references.js";

export interface AccuracyPoint {
  readonly variant: string;
  /** of the variant within the run; decides its colour and mark */
  readonly index: number;
  /** above 0: the axis is logarithmic */
  readonly at: number;
  readonly accuracy: number;
}

export interface AccuracyPoints {
  /** name of the axis */
  readonly axis: string;
  readonly tickName: (at: number) => string;
  readonly points: readonly AccuracyPoint[];
  readonly levels: readonly Reference[];
}

type Place = readonly [x: number, y: number];

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

/** A level across the whole figure: of something that has no place on the axis. */
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

/** Where room is short, the colour alone says the rest. */
const levelName = (name: string, narrow: boolean): string => (narrow ? name.split(",")[0] : name);

/** Points named by their variants, and levels dashed behind them. */
export function accuracyAgainst({ axis, tickName, points, levels }: AccuracyPoints, narrow: boolean): ChartOption {
  const places = points.map(({ at }) => Math.log10(at));
  const margin = Math.max(0.2, (narrow ? 0.3 : 0.15) * (Math.max(...places) - Math.min(...places)));
  const extent = [Math.min(...places) - margin, Math.max(...places) + margin] as const;
  const ends = levels.flatMap(({ low, high }) => [low.at(-1)?.[1] ?? 0, high.at(-1)?.[1] ?? 0]);
  const values = [...points.map(({ accuracy }) => accuracy), ...ends];
  // room above the highest point for its name
  const [floor, ceiling] = [
    Math.max(0, Math.floor(10 * Math.min(...values) - 0.2) / 10),
    Math.min(1, Math.ceil(10 * Math.max(...values) + 0.5) / 10),
  ];
  const ticks = logTicks(...extent, narrow ? 4 : 9);
  const marked = points.map(({ accuracy }, i) => [places[i], accuracy] as const);
  const reach = [(narrow ? 0.3 : 0.12) * (extent[1] - extent[0]), 0.16 * (ceiling - floor)] as const;
  const named = namePlaces(marked, reach, narrow ? 1 : 2);
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
    // no line: between two variants lie ways that nobody tried
    lineStyle: { width: 0 },
    z: 4,
  };
  return {
    grid: {
      left: 8,
      right: endLabelWidth(levels.map(({ name }) => levelName(name, narrow))),
      top: 34,
      bottom: 30,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: {
      type: "value",
      min: extent[0],
      max: extent[1],
      name: axis,
      nameLocation: "middle",
      nameGap: 30,
      ...axisStyle,
      splitLine: { show: false },
      axisTick: { ...axisStyle.axisTick, customValues: ticks },
      axisLabel: { ...axisStyle.axisLabel, customValues: ticks, formatter: (x: number) => tickName(10 ** x) },
    },
    yAxis: {
      type: "value",
      name: "test accuracy",
      min: floor,
      max: ceiling,
      ...axisStyle,
      axisLine: { ...axisStyle.axisLine, onZero: false },
      nameTextStyle: { ...axisStyle.nameTextStyle, align: "left" },
      axisLabel: { ...axisStyle.axisLabel, formatter: (value: number) => percent(value, 0) },
    },
    series: [...levels.flatMap((reference) => level(reference, extent, narrow)), score] as ChartOption["series"],
  };
}
