/** Names of points, drawn in places of their own, with a line to each point that is not beside its name. @module */
import type { ChartOption } from "./chart.js";
import type { LabelPlace } from "./label-candidates.js";
import { fontFamily } from "./raster.js";
import { light } from "./theme.js";

export interface PlacedName {
  readonly words: string;
  readonly colour: string;
  readonly place: LabelPlace;
}

export const nameFont = { fontSize: 13, fontWeight: 600, lineHeight: 17 } as const;

/** Pixels that words take at most, whatever the reader's font. */
export function nameSize(words: string): { readonly width: number; readonly height: number } {
  const lines = words.split("\n");
  const longest = Math.max(...lines.map(({ length }) => length));
  return { width: Math.ceil(0.56 * nameFont.fontSize * longest), height: nameFont.lineHeight * lines.length };
}

/** At places in pixels of the whole figure, above all else. */
export function placedNames(names: readonly PlacedName[]): NonNullable<ChartOption["series"]> {
  return {
    type: "custom",
    z: 6,
    silent: true,
    // one item draws all of them
    data: [0],
    renderItem: () => ({
      type: "group",
      children: [
        ...names.flatMap(({ colour, place: { leader } }) => {
          if (leader === undefined) return [];
          const [[x1, y1], [x2, y2]] = leader;
          const style = { stroke: colour, lineWidth: 1, opacity: 0.7 };
          return [{ type: "line" as const, shape: { x1, y1, x2, y2 }, style }];
        }),
        ...names.map(({ words, colour, place: { box, align } }) => ({
          type: "text" as const,
          x: box.left + { left: 0, center: box.width / 2, right: box.width }[align],
          y: box.top,
          style: {
            text: words,
            ...{ align, verticalAlign: "top" as const },
            ...{ fill: colour, stroke: light.card, lineWidth: 4 },
            ...{ fontFamily, ...nameFont },
          },
        })),
      ],
    }),
  };
}
