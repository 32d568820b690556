/** Curves over rounds, one a variant, each named at its end. @module */
import { band } from "../charts/band.js";
import { axisStyle, drawChart, endLabelWidth, marks } from "../charts/chart.js";
import type { ChartOption } from "../charts/chart.js";
import { light, seriesColour } from "../charts/theme.js";
import type { Curve } from "../recorded/curves.js";
import type { Figure } from "./figure.js";
import { sizes } from "./figure.js";
import type { Reference } from "./references.js";

export interface NamedCurve {
  readonly variant: string;
  /** of the variant within the run; decides its colour and mark */
  readonly index: number;
  readonly curve: Curve;
}

export interface ByRoundOptions extends Omit<Figure, "draw"> {
  readonly unit: string;
  readonly curves: readonly NamedCurve[];
  /** drawn dashed, behind the curves */
  readonly references?: readonly Reference[];
  /** of the vertical axis */
  readonly format: (value: number) => string;
  readonly max?: number;
}

function referenceSeries({ name, colour, mean, low, high, hasRange }: Reference): ChartOption["series"][] {
  const line = {
    type: "line" as const,
    name,
    data: mean.map((point) => [...point]),
    symbol: "none",
    lineStyle: { color: colour, width: 1.75, type: "dashed" as const },
    endLabel: { show: true, formatter: name, color: colour, fontSize: 12, distance: 8 },
    labelLayout: { moveOverlap: "shiftY" as const },
  };
  return hasRange ? [band(low, high, colour), line] : [line];
}

export function byRoundFigure(options: ByRoundOptions): Figure {
  const { unit, curves, references = [], format, max, ...figure } = options;
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
    series: [...references.flatMap(referenceSeries), ...series] as ChartOption["series"],
  });
  const names = [...curves.map(({ variant }) => variant), ...references.map(({ name }) => name)];
  return {
    ...figure,
    draw: (width) => drawChart(`${figure.name}-${width}`, option(endLabelWidth(names)), sizes[width]),
  };
}
