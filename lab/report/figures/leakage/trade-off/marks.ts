/** The marks of a figure of leakage against accuracy: points, and what they are held against. @module */
import { boxAround, distance } from "../../../charts/boxes.js";
import type { Box } from "../../../charts/boxes.js";
import { marks } from "../../../charts/chart.js";
import type { ChartOption } from "../../../charts/chart.js";
import { light, seriesColour } from "../../../charts/theme.js";
import type { Ground, TradeOffLevel, TradeOffPoint, Width } from "./ground.js";

type Series = NonNullable<ChartOption["series"]>;

/** Across, pixels. */
export const markSize = 11;
/** By how much a mark is larger than one that lies upon it: it shows all around. */
const ring = 7;
/** Centres nearer than this are at the same place. */
const samePlace = 4;

/** How the mark of a variant looks, hollow where it is a control. */
export function markStyle({ index, isControl }: TradeOffPoint) {
  const colour = seriesColour(index);
  const [color, borderColor] = isControl ? [light.card, colour] : [colour, light.card];
  return { symbol: marks[index % marks.length], itemStyle: { color, borderColor, borderWidth: isControl ? 2 : 1 } };
}

export function pointMarks(points: readonly TradeOffPoint[], { place }: Ground): Series {
  const places = points.map(({ accuracy, leakage }) => place(accuracy, leakage.value));
  const data = points.map((point, own) => {
    const over = places.slice(own + 1).filter((other) => distance(other, places[own]) < samePlace);
    const symbolSize = markSize + ring * over.length;
    return { value: [point.accuracy, point.leakage.value], symbolSize, ...markStyle(point) };
  });
  // no line: between two variants lie ways that nobody tried
  return { type: "line", data, lineStyle: { width: 0 }, z: 4 };
}

export function levelLine({ name, value, type }: TradeOffLevel, { across }: Ground, width: Width): Series {
  return {
    type: "line",
    data: [across.min, across.max].map((end) => [end, value]),
    symbol: "none",
    lineStyle: { color: light.muted, width: 1.5, type },
    endLabel: { show: true, formatter: name[width], color: light.muted, fontSize: 12, distance: 6 },
    labelLayout: { moveOverlap: "shiftY" },
  };
}

/** Half of such a line, pixels. */
const half = 15;

/** What the guesser of each point has, as a short line, where every point has one of its own. */
export const ownGuessBoxes = (points: readonly TradeOffPoint[], { place }: Ground): Box[] =>
  points.map(({ accuracy, leakage }) => boxAround(place(accuracy, leakage.chance), 2 * half, 2));

export function ownGuesses(points: readonly TradeOffPoint[], { across, box }: Ground): Series[] {
  const width = (half * (across.max - across.min)) / box.width;
  return points.map(({ accuracy, leakage: { chance }, index }) => ({
    type: "line",
    data: [
      [accuracy - width, chance],
      [accuracy + width, chance],
    ],
    symbol: "none",
    lineStyle: { color: seriesColour(index), width: 1.75, type: [4, 3] },
    z: 3,
  }));
}
