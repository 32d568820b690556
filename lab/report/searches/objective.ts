/** The objective of a search by iteration. @module */
import { axisStyle, drawChart } from "../charts/chart.js";
import { logTicks } from "../charts/log-ticks.js";
import { light, seriesColour } from "../charts/theme.js";
import { significant } from "../words/format.js";
import type { ObjectiveCurve } from "./searches.js";

const size = { width: 360, height: 210 };
const box = { left: 58, right: 14, top: 30, bottom: 40 };

/** Where the axes are, in percent of the drawing's width and height. */
export const plotArea = {
  left: (100 * box.left) / size.width,
  right: 100 - (100 * box.right) / size.width,
  top: (100 * box.top) / size.height,
  bottom: 100 - (100 * box.bottom) / size.height,
};

export interface ObjectiveFigure {
  draw(id: string, colour: number): string;
  /** the objective of the point kept at `iteration`; undefined before the first */
  valueAt(iteration: number): number | undefined;
  /** where that stands, in percent of the drawing's width and height */
  placeAt(iteration: number): readonly [left: number, top: number] | undefined;
}

interface Scale {
  readonly isLogarithmic: boolean;
  readonly low: number;
  readonly high: number;
  of(value: number): number;
}

/** Logarithmic where most values are positive; others, zero but for rounding, stand at the least of these. */
function scaleOf(curve: ObjectiveCurve): Scale {
  const positive = curve.map(([, value]) => value).filter((value) => value > 0);
  const isLogarithmic = 2 * positive.length > curve.length;
  const least = Math.min(...positive);
  const of = (value: number) => (isLogarithmic ? Math.log10(Math.max(value, least)) : value);
  const places = curve.map(([, value]) => of(value));
  const [lowest, highest] = [Math.min(...places), Math.max(...places)];
  const margin = 0.08 * (highest - lowest) || 0.1;
  return { isLogarithmic, of, low: lowest - margin, high: highest + margin };
}

function ticksOf({ isLogarithmic, low, high }: Scale, curve: ObjectiveCurve, of: Scale["of"]): number[] | undefined {
  if (!isLogarithmic) return undefined;
  const ticks = logTicks(low, high, 6);
  const decades = ticks.length <= 6 ? ticks : ticks.filter((_, i) => i % Math.ceil(ticks.length / 6) === 0);
  return decades.length > 1 ? decades : [of(curve[0][1]), of(curve[curve.length - 1][1])];
}

/** Without the zeros that a round number ends in. */
const tickName = (value: number): string =>
  significant(value)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");

/** Undefined where there is no value to draw. */
export function objectiveFigure(curve: ObjectiveCurve): ObjectiveFigure | undefined {
  if (curve.length === 0) return undefined;
  const scale = scaleOf(curve);
  const { isLogarithmic, low, high, of } = scale;
  const end = Math.max(1, curve[curve.length - 1][0]);
  const valueAt = (iteration: number) => curve.findLast(([at]) => at <= iteration)?.[1];
  const ticks = ticksOf(scale, curve, of);
  return {
    valueAt,
    placeAt(iteration) {
      const value = valueAt(iteration);
      if (value === undefined) return undefined;
      const { left, right, top, bottom } = plotArea;
      const height = (of(value) - low) / (high - low);
      return [left + Math.min(1, iteration / end) * (right - left), bottom - height * (bottom - top)];
    },
    draw: (id, colour) =>
      drawChart(
        id,
        {
          grid: { ...box, outerBoundsMode: "none" },
          xAxis: {
            type: "value",
            name: "iteration",
            nameLocation: "middle",
            nameGap: 26,
            min: 0,
            max: end,
            splitNumber: 4,
            ...axisStyle,
            axisLine: { ...axisStyle.axisLine, onZero: false },
            splitLine: { show: false },
          },
          yAxis: {
            type: "value",
            name: isLogarithmic ? "objective, logarithmic" : "objective",
            min: low,
            max: high,
            ...axisStyle,
            nameTextStyle: { color: light.muted, fontSize: 12, align: "left" },
            axisLine: { ...axisStyle.axisLine, onZero: false },
            splitLine: { ...axisStyle.splitLine, show: !isLogarithmic },
            axisTick: { ...axisStyle.axisTick, ...(ticks && { customValues: ticks }) },
            axisLabel: {
              ...axisStyle.axisLabel,
              ...(ticks && { customValues: ticks }),
              formatter: (y: number) => tickName(isLogarithmic ? 10 ** y : y),
            },
          },
          series: [
            {
              type: "line",
              data: curve.map(([iteration, value]) => [iteration, of(value)]),
              symbol: "none",
              lineStyle: { color: seriesColour(colour), width: 2 },
            },
          ],
        },
        size,
      ),
  };
}
