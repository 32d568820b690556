/** Two panels over one axis: leakage, and the accuracy that was left, against a parameter. @module */
import { recoveredFromDb } from "../../../../shared/metrics/recovered/index.js";
import { band } from "../../charts/band.js";
import { axisStyle, marks } from "../../charts/chart.js";
import type { ChartOption, Size } from "../../charts/chart.js";
import { light, seriesColour } from "../../charts/theme.js";
import { whiskers } from "../../charts/whiskers.js";
import type { Crossing, SweepPoint } from "../../sweeps/sweep-points.js";
import type { SweepScale } from "../../sweeps/sweep-scale.js";
import { epsilon, fixed, percent, significant } from "../../words/format.js";
import { parameterName, parameterValue } from "../../words/parameter-words.js";
import { firstEpsilon } from "../../words/privacy-words.js";

type Series = NonNullable<ChartOption["series"]>;

export interface Panels {
  /** dotted path of the parameter */
  readonly key: string;
  readonly points: readonly SweepPoint[];
  readonly scale: SweepScale;
  readonly crossing: Crossing | undefined;
  readonly width: "wide" | "narrow";
}

export const panelSizes: Readonly<Record<"wide" | "narrow", Size>> = {
  wide: { width: 1000, height: 500 },
  narrow: { width: 350, height: 460 },
};

/** Places of the two panels, in pixels. */
const boxes = {
  wide: { upper: { top: 34, height: 240 }, lower: { top: 318, height: 110 }, left: 56, right: 84 },
  narrow: { upper: { top: 34, height: 210 }, lower: { top: 288, height: 100 }, left: 46, right: 50 },
};

/** Least distance between two points that are labelled, in pixels. */
const labelGap = { wide: 46, narrow: 36 };

const colours = [seriesColour(0), seriesColour(1)];

/** The top of the upper panel, dB: room above the highest label. */
const ceiling = (points: readonly SweepPoint[]): number =>
  Math.ceil((Math.max(recoveredFromDb, ...points.map(({ psnrDb }) => psnrDb.high)) + 15) / 20) * 20;

/** Which points have room for words: the crossing before the ends, these before all others. */
function labelled({ points, scale: { min, max, place }, crossing, width }: Panels): ReadonlySet<SweepPoint> {
  const { left, right } = boxes[width];
  const pixels = (panelSizes[width].width - left - right) / (max - min);
  const [first, last] = [points[0], points[points.length - 1]];
  const kept = new Set<SweepPoint>();
  for (const point of [...(crossing === undefined ? [] : [crossing.point]), first, last, ...points]) {
    const isFree = [...kept].every((other) => {
      return pixels * Math.abs(place(other.value) - place(point.value)) >= labelGap[width];
    });
    if (isFree) kept.add(point);
  }
  return kept;
}

interface Item {
  readonly y: number;
  readonly label: { formatter: string; position: "top" | "bottom"; distance: number };
}

/** Values joined along the axis; those that have a place of their own stand alone. */
function curve(panels: Panels, panel: 0 | 1, itemOf: (point: SweepPoint) => Item): Series {
  const { points, scale, width } = panels;
  const named = labelled(panels);
  const data = points.flatMap((point, i) => {
    const { y, label } = itemOf(point);
    const x = scale.place(point.value);
    const item = { value: [x, y], label: { ...label, show: named.has(point) } };
    const isJoined = i === 0 || (scale.isOnAxis(point.value) && scale.isOnAxis(points[i - 1].value));
    return isJoined ? [item] : [{ value: [x, NaN], label: { show: false } }, item];
  });
  return {
    type: "line",
    xAxisIndex: panel,
    yAxisIndex: panel,
    data,
    symbol: marks[panel],
    symbolSize: 9,
    lineStyle: { color: colours[panel], width: 2.25 },
    itemStyle: { color: colours[panel] },
    label: {
      show: true,
      color: colours[panel],
      textBorderColor: light.card,
      textBorderWidth: 4,
      fontSize: width === "narrow" ? 10 : 13,
      fontWeight: 600,
    },
    z: 4,
  };
}

/** A score, named above its interval. */
const leakage = (pixelsADb: number) => (point: SweepPoint) => {
  const { value, high } = point.psnrDb;
  const distance = 5 + (high - value) * pixelsADb;
  return { y: value, label: { formatter: fixed(value, 1), position: "top" as const, distance } };
};

const accuracy = ({ accuracy: y }: SweepPoint): Item => {
  return { y, label: { formatter: percent(y, 0), position: y > 0.5 ? "bottom" : "top", distance: 8 } };
};

/** A level that the attack is held against, named at its right end. */
function reference(name: string, line: readonly (readonly number[])[], type: "dashed" | "dotted"): Series {
  return {
    type: "line",
    data: line.map((point) => [...point]),
    symbol: "none",
    lineStyle: { color: light.muted, width: 1.5, type },
    endLabel: { show: true, formatter: name, color: light.muted, fontSize: 12, distance: 6 },
  };
}

function references({ points, scale: { min, max, place }, width }: Panels): Series[] {
  const isNarrow = width === "narrow";
  const control = points.map(({ value, psnrDb }) => [place(value), psnrDb.chance]);
  const [[, first], [, last]] = [control[0], control[control.length - 1]];
  const recovered = [min, max].map((x) => [x, recoveredFromDb]);
  return [
    reference(isNarrow ? "guess" : "a guesser", [[min, first], ...control, [max, last]], "dashed"),
    reference(isNarrow ? "30 dB" : "recovered", recovered, "dotted"),
  ];
}

/** Where the attack reaches its control: a line through both panels, and a shade over all that lies beyond. */
function crossingSeries({ crossing, points, scale: { min, max, place }, width }: Panels): Series[] {
  if (crossing === undefined) return [];
  const x = place(crossing.point.value);
  const isMore = crossing.towards === "more";
  const [from, to] = isMore ? [x, max] : [min, x];
  const isNarrow = width === "narrow";
  // the words stand where there is room for them
  const room = isNarrow ? 0.5 : 0.25;
  const isRight = isMore ? (max - x) / (max - min) > room : (x - min) / (max - min) < room;
  const top = ceiling(points);
  const line = (panel: 0 | 1, height: number): Series => ({
    type: "line",
    xAxisIndex: panel,
    yAxisIndex: panel,
    data: [{ value: [x, 0] }, { value: [x, height], label: { show: panel === 0 } }],
    symbolSize: 0,
    lineStyle: { color: light.ink, width: 1.5 },
    label: {
      formatter: "from here on the attack is\nno better than its control",
      position: isRight ? "right" : "left",
      align: isRight ? "left" : "right",
      verticalAlign: "top",
      distance: 10,
      color: light.ink,
      // on the shade the words need no edge
      textBorderColor: light.card,
      textBorderWidth: isRight === isMore ? 0 : 4,
      fontSize: isNarrow ? 11 : 13,
      lineHeight: isNarrow ? 14 : 17,
    },
    z: 3,
  });
  const edge = (y: number) => [[from, y] as const, [to, y] as const];
  return [band(edge(0), edge(top), light.muted), line(0, top), line(1, 1)] as Series[];
}

/** Under a value, what it means for privacy, or the noise that a privacy target came to. */
function tickWords({ value, privacy }: SweepPoint, key: string): string {
  const own = parameterValue(value);
  const spent = firstEpsilon(privacy);
  if (!Number.isFinite(spent) || value === undefined) return own;
  if (!key.endsWith("targetEpsilon")) return `${own}\nε ${epsilon(spent)}`;
  return privacy.noiseMultiplier === undefined ? own : `${own}\nnoise ${significant(privacy.noiseMultiplier)}`;
}

export function panelsOption(panels: Panels): ChartOption {
  const { key, points, scale, width } = panels;
  const { upper, lower, left, right } = boxes[width];
  const places = points.map(({ value }) => scale.place(value));
  const named = labelled(panels);
  const ticks = points.map((point) => (named.has(point) ? tickWords(point, key) : ""));
  const tickName = (x: number): string => ticks[places.findIndex((place) => Math.abs(place - x) < 1e-9)] ?? "";
  const top = ceiling(points);
  const xAxis = {
    type: "value" as const,
    min: scale.min,
    max: scale.max,
    ...axisStyle,
    splitLine: { show: false },
    axisTick: { ...axisStyle.axisTick, customValues: places },
  };
  const yAxis = (name: string, color: string) => ({
    type: "value" as const,
    name,
    min: 0,
    ...axisStyle,
    // at the left, wherever zero is
    axisLine: { ...axisStyle.axisLine, onZero: false },
    nameTextStyle: { color, fontSize: 13, fontWeight: 600 as const, align: "left" as const },
  });
  const box = { left, right, outerBoundsMode: "none" as const };
  return {
    grid: [
      { ...box, ...upper },
      { ...box, ...lower },
    ],
    xAxis: [
      { ...xAxis, gridIndex: 0, axisLabel: { show: false } },
      {
        ...xAxis,
        gridIndex: 1,
        name: `${parameterName(key)}${scale.isLogarithmic ? ", logarithmic" : ""}`,
        nameLocation: "middle",
        nameGap: ticks.some((words) => words.includes("\n")) ? 46 : 30,
        axisLabel: {
          ...axisStyle.axisLabel,
          customValues: places,
          formatter: tickName,
          fontSize: width === "narrow" ? 10 : 12,
          lineHeight: 15,
        },
      },
    ],
    yAxis: [
      { ...yAxis("leakage: PSNR, dB", colours[0]), max: top, interval: 20 },
      {
        ...yAxis("test accuracy", colours[1]),
        gridIndex: 1,
        max: 1,
        interval: 0.5,
        axisLabel: { ...axisStyle.axisLabel, formatter: (value: number) => percent(value, 0) },
      },
    ],
    series: [
      ...crossingSeries(panels),
      ...references(panels),
      whiskers(points.map(({ psnrDb: { low, high } }, i) => ({ x: places[i], low, high, colour: colours[0] }))),
      curve(panels, 0, leakage(upper.height / top)),
      curve(panels, 1, accuracy),
    ] as ChartOption["series"],
  };
}
