/** Curves over rounds, one a variant, each named at its end. @module */
import type { Curve } from "../curves.js";
import { axisStyle, drawChart, marks } from "../chart.js";
import type { ChartOption } from "../chart.js";
import type { Figure } from "../figure.js";
import { sizes } from "../figure.js";
import { light, seriesColour } from "../theme.js";

export interface NamedCurve {
  readonly variant: string;
  /** of the variant within the run; decides its colour and mark */
  readonly index: number;
  readonly curve: Curve;
}

export interface ByRoundOptions extends Omit<Figure, "draw"> {
  readonly unit: string;
  readonly curves: readonly NamedCurve[];
  /** of the vertical axis */
  readonly format: (value: number) => string;
  readonly max?: number;
}

/** Room for the longest name at the end of a curve. */
const nameWidth = (curves: readonly NamedCurve[]) =>
  Math.min(160, 16 + 7 * Math.max(0, ...curves.map(({ variant }) => variant.length)));

export function byRoundFigure({ unit, curves, format, max, ...figure }: ByRoundOptions): Figure {
  const series = curves.map(({ variant, index, curve }) => {
    const color = seriesColour(index);
    return {
      type: "line" as const,
      name: variant,
      data: curve.map((point) => [...point]),
      symbol: marks[index % marks.length],
      symbolSize: 7,
      showAllSymbol: curve.length <= 40,
      showSymbol: curve.length <= 40,
      lineStyle: { width: 2.25, color },
      itemStyle: { color },
      endLabel: { show: true, formatter: variant, color, fontSize: 13, fontWeight: 600 as const, distance: 8 },
      labelLayout: { moveOverlap: "shiftY" as const },
    };
  });
  const option = (right: number): ChartOption => ({
    grid: { left: 8, right, top: 34, bottom: 28, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: {
      type: "value",
      name: "round",
      nameLocation: "middle",
      nameGap: 28,
      min: 0,
      max: "dataMax",
      ...axisStyle,
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      name: unit,
      nameLocation: "end",
      min: 0,
      max,
      ...axisStyle,
      nameTextStyle: { color: light.muted, fontSize: 12, align: "left" },
      axisLabel: { ...axisStyle.axisLabel, formatter: format },
    },
    series,
  });
  return {
    ...figure,
    draw: (width) => drawChart(`${figure.name}-${width}`, option(nameWidth(curves)), sizes[width]),
  };
}
