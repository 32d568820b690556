/** Who is who in a figure of leakage against accuracy: names beside the points, or in a key below them. @module */
import type { Box } from "../../../charts/boxes.js";
import type { ChartOption } from "../../../charts/chart.js";
import { labelPlaces } from "../../../charts/label-places.js";
import { nameFont, nameSize, placedNames } from "../../../charts/placed-names.js";
import { seriesColour } from "../../../charts/theme.js";
import type { Ground, TradeOff, TradeOffPoint } from "./ground.js";
import { markSize, markStyle, ownGuessBoxes } from "./marks.js";

type Series = NonNullable<ChartOption["series"]>;

const namedWith = ({ name, remark }: TradeOffPoint, between: string): string =>
  remark === "" ? name : `${name}${between}${remark}`;

/** Apart from each other, from marks, and where there is room from intervals and levels. */
export function namesBeside({ points, levels, hasOwnChance }: TradeOff, ground: Ground): Series {
  const { box, place } = ground;
  const places = points.map(({ accuracy, leakage }) => place(accuracy, leakage.value));
  const intervals = points.map(({ accuracy, leakage: { low, high } }): Box => {
    const [[x, top], [, bottom]] = [place(accuracy, high), place(accuracy, low)];
    return { left: x - 7, top, width: 14, height: bottom - top };
  });
  const lines = levels.map(({ value }): Box => ({ ...box, top: place(0, value)[1] - 1, height: 2 }));
  const guesses = hasOwnChance ? ownGuessBoxes(points, ground) : [];
  const words = points.map((point) => namedWith(point, "\n"));
  const placed = labelPlaces(
    words.map((text, i) => ({ at: places[i], ...nameSize(text) })),
    { area: box, obstacles: [...intervals, ...lines, ...guesses], radius: markSize / 2 + 2 },
  );
  return placedNames(placed.map((own, i) => ({ place: own, words: words[i], colour: seriesColour(points[i].index) })));
}

/** In one line where that is not too long for a phone. */
function keyWords(point: TradeOffPoint): string {
  const line = namedWith(point, ", ");
  return nameSize(line).width <= 310 ? line : namedWith(point, "\n");
}

const rowGap = 5;

/** Pixels. */
export const keyHeight = ({ points }: TradeOff): number =>
  points.reduce((sum, point) => sum + nameSize(keyWords(point)).height + rowGap, 0);

/** A mark and a name a line, on axes of their own, the second of the figure, in pixels downwards. */
export function keyBelow({ points }: TradeOff): Series {
  let end = 0;
  const data = points.map((point) => {
    const words = keyWords(point);
    const { height } = nameSize(words);
    end += height + rowGap;
    return {
      value: [0, end - rowGap - height / 2],
      ...markStyle(point),
      label: { show: true, position: "right", distance: 8, formatter: words, color: seriesColour(point.index) },
    };
  });
  return {
    ...{ type: "line", xAxisIndex: 1, yAxisIndex: 1, data, symbolSize: markSize, lineStyle: { width: 0 } },
    label: { ...nameFont },
  } as Series;
}
