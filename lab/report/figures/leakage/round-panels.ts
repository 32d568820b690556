/** Two panels over rounds: a share that leaks, and accuracy. @module */
import { axisStyle, endLabelWidth, marks } from "../../charts/chart.js";
import type { ChartOption, Size } from "../../charts/chart.js";
import { light, seriesColour } from "../../charts/theme.js";
import { whiskers } from "../../charts/whiskers.js";
import type { Curve } from "../../recorded/curves.js";
import { percent } from "../../words/format.js";

type Series = NonNullable<ChartOption["series"]>;

export interface RoundCurve {
  readonly variant: string;
  /** of the variant within the run; decides its colour and mark */
  readonly index: number;
  /** fractions, at least one */
  readonly leakage: Curve;
  /** fractions; may be empty */
  readonly accuracy: Curve;
  /** 95 %, of the last value of `leakage` */
  readonly interval?: readonly [low: number, high: number];
}

/** What all curves are held against. */
export interface RoundLevel {
  readonly name: string;
  /** a fraction */
  readonly value: number;
}

export interface RoundPanels {
  readonly curves: readonly RoundCurve[];
  readonly levels: readonly RoundLevel[];
  readonly width: "wide" | "narrow";
}

export const roundPanelSizes: Readonly<Record<"wide" | "narrow", Size>> = {
  wide: { width: 1000, height: 440 },
  narrow: { width: 350, height: 440 },
};

/** Pixels from the end of a curve to its name: an interval stands between them. */
const labelDistance = 12;

/** Places of the two panels, in pixels. */
const boxes = { upper: { top: 34, height: 220 }, lower: { top: 300, height: 90 } };

function curveSeries({ variant, index }: RoundCurve, curve: Curve, panel: 0 | 1): Series {
  const color = seriesColour(index);
  return {
    type: "line",
    xAxisIndex: panel,
    yAxisIndex: panel,
    name: variant,
    data: curve.map((point) => [...point]),
    symbol: marks[index % marks.length],
    symbolSize: 7,
    showSymbol: curve.length <= 40,
    showAllSymbol: curve.length <= 40,
    lineStyle: { width: 2.25, color },
    itemStyle: { color },
    // the lower curves have the colours of the upper ones
    endLabel: { show: panel === 0, formatter: variant, color, fontSize: 13, fontWeight: 600, distance: labelDistance },
    labelLayout: { moveOverlap: "shiftY" },
  };
}

function levelSeries({ name, value }: RoundLevel, last: number): Series {
  return {
    type: "line",
    name,
    data: [
      [0, value],
      [last, value],
    ],
    symbol: "none",
    lineStyle: { color: light.muted, width: 1.5, type: "dashed" },
    endLabel: { show: true, formatter: name, color: light.muted, fontSize: 12, distance: labelDistance },
    labelLayout: { moveOverlap: "shiftY" },
  };
}

export function roundPanelsOption({ curves, levels, width }: RoundPanels): ChartOption {
  const last = Math.max(
    ...curves.flatMap(({ leakage, accuracy }) => [...leakage, ...accuracy].map(([round]) => round)),
  );
  const names = [...curves.map(({ variant }) => variant), ...levels.map(({ name }) => name)];
  const box = {
    left: width === "wide" ? 56 : 46,
    right: endLabelWidth(names) + labelDistance,
    outerBoundsMode: "none" as const,
  };
  const xAxis = { type: "value" as const, min: 0, max: last, ...axisStyle, splitLine: { show: false } };
  const yAxis = {
    type: "value" as const,
    nameLocation: "end" as const,
    min: 0,
    max: 1,
    ...axisStyle,
    nameTextStyle: { color: light.muted, fontSize: 12, align: "left" as const },
    axisLabel: { ...axisStyle.axisLabel, formatter: (value: number) => percent(value, 0) },
  };
  const bars = curves.flatMap(({ leakage, interval, index }) => {
    if (interval === undefined) return [];
    return [{ x: leakage[leakage.length - 1][0], low: interval[0], high: interval[1], colour: seriesColour(index) }];
  });
  return {
    grid: [
      { ...box, ...boxes.upper },
      { ...box, ...boxes.lower },
    ],
    xAxis: [
      { ...xAxis, gridIndex: 0, axisLabel: { show: false } },
      { ...xAxis, gridIndex: 1, name: "round", nameLocation: "middle", nameGap: 28 },
    ],
    yAxis: [
      { ...yAxis, name: "leakage: taken for the class", interval: 0.25 },
      { ...yAxis, gridIndex: 1, name: "test accuracy", interval: 0.5 },
    ],
    series: [
      ...levels.map((level) => levelSeries(level, last)),
      whiskers(bars),
      ...curves.map((curve) => curveSeries(curve, curve.leakage, 0)),
      ...curves.map((curve) => curveSeries(curve, curve.accuracy, 1)),
    ] as ChartOption["series"],
  };
}
