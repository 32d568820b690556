/** Epsilon against a parameter of a release, a line an accountant. @module */
import { axisStyle, drawChart, endLabelWidth, marks } from "../../charts/chart.js";
import type { ChartOption } from "../../charts/chart.js";
import { logTicks, tickName } from "../../charts/log-ticks.js";
import { light, seriesColour } from "../../charts/theme.js";
import { significant } from "../../words/format.js";
import { sizes } from "../figure.js";
import type { Figure } from "../figure.js";

export interface AccountantCurve {
  readonly accountant: string;
  /** [parameter, epsilon], ascending in the parameter, which is above 0; infinite ones are left out of the drawing */
  readonly points: readonly (readonly [at: number, epsilon: number])[];
}

export interface EpsilonCurve {
  /** of the parameter, in words */
  readonly axis: string;
  readonly curves: readonly AccountantCurve[];
  readonly caption: string;
}

const isDrawn = ([, epsilon]: readonly [number, number]): boolean => epsilon > 0 && epsilon < Infinity;

/** Both axes are logarithmic: epsilon is close to a power of what is drawn against. */
export function epsilonCurveFigure({ axis, curves, caption }: EpsilonCurve): Figure {
  const drawn = curves.map(({ accountant, points }) => ({ accountant, points: points.filter(isDrawn) }));
  const ends = drawn.map(({ accountant, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) return `${accountant} nowhere finite`;
    return `${accountant} from ${significant(first[1])} at ${significant(first[0])} to ${significant(last[1])} at ${significant(last[0])}`;
  });
  return {
    name: "epsilon-curve",
    title: `Epsilon against ${axis}.`,
    description: `Epsilon against ${axis}: ${ends.join("; ")}.`,
    caption,
    draw: (width) => drawChart(`epsilon-curve-${width}`, option(axis, drawn, width === "narrow"), sizes[width]),
  };
}

function option(axis: string, curves: readonly AccountantCurve[], narrow: boolean): ChartOption {
  const all = curves.flatMap(({ points }) => points);
  const along = (of: 0 | 1) => all.map((point) => Math.log10(point[of]));
  return {
    grid: {
      left: 8,
      right: endLabelWidth(curves.map(({ accountant }) => accountant)),
      top: 34,
      bottom: 28,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: {
      ...logAxis(along(0), 0, narrow ? 4 : 9),
      name: axis,
      nameLocation: "middle",
      nameGap: 28,
      splitLine: { show: false },
    },
    yAxis: {
      ...logAxis(along(1), 0.05, 6),
      name: "ε",
      nameTextStyle: { color: light.muted, fontSize: 12, align: "left" },
    },
    series: curves.map(({ accountant, points }, i) => ({
      type: "line" as const,
      name: accountant,
      data: points.map((point) => point.map(Math.log10)),
      symbol: marks[i % marks.length],
      symbolSize: 6,
      lineStyle: { width: 2.25, color: seriesColour(i) },
      itemStyle: { color: seriesColour(i) },
      endLabel: { show: true, formatter: accountant, color: seriesColour(i), fontSize: 13, distance: 8 },
      labelLayout: { moveOverlap: "shiftY" as const },
    })),
  };
}

/** @param places powers of ten @param margin share of their range */
function logAxis(places: readonly number[], margin: number, limit: number) {
  const [least, most] = places.length === 0 ? [-1, 1] : [Math.min(...places), Math.max(...places)];
  const room = Math.max(margin * (most - least), most === least ? 0.5 : 0);
  const [min, max] = [least - room, most + room];
  const ticks = logTicks(min, max, limit);
  const named = ticks.length > 1 ? ticks : [min, max]; // where few round numbers fit, the ends
  return {
    type: "value" as const,
    ...{ min, max },
    ...axisStyle,
    // zero is but one power of ten among others
    axisLine: { ...axisStyle.axisLine, onZero: false },
    axisTick: { ...axisStyle.axisTick, customValues: named },
    axisLabel: { ...axisStyle.axisLabel, customValues: named, formatter: (place: number) => tickName(10 ** place) },
  };
}
