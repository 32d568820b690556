/** Leakage against accuracy, a point a variant. @module */
import { axisStyle } from "../../../charts/chart.js";
import type { ChartOption, Size } from "../../../charts/chart.js";
import { percent } from "../../../words/format.js";
import { groundOf } from "./ground.js";
import type { Axis, TradeOff, Width } from "./ground.js";
import { whiskers } from "../../../charts/whiskers.js";
import { seriesColour } from "../../../charts/theme.js";
import { levelLine, ownGuesses, pointMarks } from "./marks.js";
import { keyBelow, keyHeight, namesBeside } from "./names.js";

/** Of everything below the plot but the key. */
const axisHeight = 56;

/** A narrow figure has room for its key below. */
export function tradeOffSize(drawn: TradeOff, width: Width): Size {
  const { box } = groundOf(drawn, width);
  const plot = box.top + box.height + axisHeight;
  return width === "wide" ? { width: 1000, height: plot } : { width: 350, height: plot + keyHeight(drawn) };
}

export function tradeOffOption(drawn: TradeOff, width: Width): ChartOption {
  const { points, levels, axis, hasOwnChance } = drawn;
  const ground = groundOf(drawn, width);
  const { box } = ground;
  const intervals = points.map(({ accuracy, leakage: { low, high }, index }) => ({
    ...{ x: accuracy, low, high, colour: seriesColour(index) },
  }));
  const key = { left: box.left - 24, top: box.top + box.height + axisHeight, width: 1, height: keyHeight(drawn) };
  const keyAxis = { type: "value" as const, gridIndex: 1, show: false, min: 0 };
  const isWide = width === "wide";
  return {
    grid: [box, ...(isWide ? [] : [key])].map((place) => ({ ...place, outerBoundsMode: "none" })),
    xAxis: [
      {
        ...valueAxis(ground.across, (value) => percent(value, 0)),
        ...{ name: "test accuracy", nameLocation: "middle", nameGap: 30 },
      },
      ...(isWide ? [] : [{ ...keyAxis, max: 1 }]),
    ],
    yAxis: [
      { ...valueAxis(ground.up, axis.format), name: axis.name, nameTextStyle: { ...nameTextStyle, align: "left" } },
      ...(isWide ? [] : [{ ...keyAxis, max: key.height, inverse: true }]),
    ],
    series: [
      ...levels.map((level) => levelLine(level, ground, width)),
      ...(hasOwnChance ? ownGuesses(points, ground) : []),
      whiskers(intervals),
      pointMarks(points, ground),
      isWide ? namesBeside(drawn, ground) : keyBelow(drawn),
    ] as ChartOption["series"],
  };
}

const { nameTextStyle, axisLabel, axisLine, axisTick } = axisStyle;

/** Along the edge of the plot, wherever zero is. */
const valueAxis = ({ min, max, ticks }: Axis, formatter: (value: number) => string) => ({
  type: "value" as const,
  ...{ min, max },
  ...axisStyle,
  axisLine: { ...axisLine, onZero: false },
  axisTick: { ...axisTick, customValues: [...ticks] },
  axisLabel: { ...axisLabel, customValues: [...ticks], formatter },
});
