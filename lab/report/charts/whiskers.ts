/** Vertical bars with a cap at both ends, for intervals. @module */
import type { ChartOption } from "./chart.js";

export interface Whisker {
  readonly x: number;
  readonly low: number;
  readonly high: number;
  readonly colour: string;
}

export function whiskers(bars: readonly Whisker[]): NonNullable<ChartOption["series"]> {
  return {
    type: "custom",
    z: 3,
    data: bars.map(({ x, low, high }) => [x, low, high]),
    renderItem: ({ dataIndex }, api) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const style = { stroke: bars[dataIndex].colour, lineWidth: 1.75 };
      const line = (x1: number, y1: number, x2: number, y2: number) =>
        ({ type: "line", shape: { x1, y1, x2, y2 }, style }) as const;
      return {
        type: "group",
        children: [line(x, low, x, high), line(x - 6, low, x + 6, low), line(x - 6, high, x + 6, high)],
      };
    },
  };
}
