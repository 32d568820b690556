/** Charts as SVG text, drawn without a browser. @module */
import { CustomChart, LineChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import type { ComposeOption } from "echarts/core";
import type { CustomSeriesOption, LineSeriesOption } from "echarts/charts";
import type { GridComponentOption } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { fontFamily } from "./raster.js";
import { light } from "./theme.js";

use([CustomChart, LineChart, GridComponent, SVGRenderer]);

export type ChartOption = ComposeOption<CustomSeriesOption | LineSeriesOption | GridComponentOption>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Marks that tell series apart without colour. */
export const marks = ["circle", "triangle", "rect", "diamond"] as const;

/** How every axis looks. */
export const axisStyle = {
  axisLine: { lineStyle: { color: light.line } },
  axisTick: { lineStyle: { color: light.line } },
  axisLabel: { color: light.muted, fontSize: 12 },
  nameTextStyle: { color: light.muted, fontSize: 12 },
  splitLine: { lineStyle: { color: light.line } },
} as const;

/** Room, in pixels, for the longest name at the end of a line. */
export function endLabelWidth(names: readonly string[]): number {
  return Math.min(170, 16 + 7 * Math.max(0, ...names.map(({ length }) => length)));
}

/**
 * Draws `option` in the light theme, on nothing.
 * @param id names the figure's parts, so that several figures can stand in one page
 */
export function drawChart(id: string, option: ChartOption, { width, height }: Size): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return withoutInteraction(svg).replaceAll(/\bzr\d+-/g, `${id}-`);
}

/** Hover styles are numbered through the life of the process: without them a figure is the same whenever it is drawn. */
function withoutInteraction(svg: string): string {
  return svg.replaceAll(/<style[\s\S]*?<\/style>/g, "").replaceAll(/ (class|pointer-events|ecmeta_\w+)="[^"]*"/g, "");
}
