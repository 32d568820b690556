/** A shaded range around a curve. @module */
import type { ChartOption } from "./chart.js";

/** Between `low` and `high`, whose points have the same places. */
export function band(
  low: readonly (readonly [x: number, y: number])[],
  high: readonly (readonly [x: number, y: number])[],
  colour: string,
): NonNullable<ChartOption["series"]> {
  const outline = [...high, ...[...low].reverse()];
  return {
    type: "custom",
    z: 1,
    silent: true,
    // one item draws all of it; the points let the axes see its extent
    data: outline.map((point) => [...point]),
    renderItem: ({ dataIndex }, api) => {
      if (dataIndex > 0) return { type: "group", children: [] };
      const points = outline.map((point) => api.coord([...point]));
      return { type: "polygon", shape: { points }, style: { fill: colour, opacity: 0.14 } };
    },
  };
}
