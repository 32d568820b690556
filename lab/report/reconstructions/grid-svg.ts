/** The grid of reconstructions as one picture. @module */
import { recoveredFromDb } from "../../../shared/metrics/recovered/index.js";
import { fontFamily } from "../charts/raster.js";
import { light, seriesColour } from "../charts/theme.js";
import { escapeText } from "../markup/html.js";
import { decibels } from "../words/format.js";
import type { Grid } from "./grids.js";

const tile = 64;
const [stepX, stepY] = [tile + 10, tile + 30];
const [top, edge] = [16, 16];
/** of the names' column, px: enough for most, and for longer names at 14 px what they need */
const leastLeft = 132;
const widthOf = (name: string): number => 8.6 * name.length;

interface Row {
  readonly name: string;
  readonly note: string;
  readonly colour: string;
  readonly cells: readonly { readonly image: string; readonly words: string; readonly bold: boolean }[];
}

function rowsOf({ variants, control, targets }: Grid): Row[] {
  const scored = (image: string, psnrDb: number) => ({
    image,
    words: decibels(psnrDb),
    bold: psnrDb >= recoveredFromDb,
  });
  return [
    {
      name: "truth",
      note: "",
      colour: light.ink,
      cells: targets.map(({ truth, label }) => ({ image: truth, words: `label ${label}`, bold: false })),
    },
    ...variants.map(({ name, index }, i) => ({
      name,
      note: "PSNR",
      colour: seriesColour(index),
      cells: targets.map(({ claims }) => scored(claims[i].image, claims[i].psnrDb)),
    })),
    {
      name: "guesser",
      note: control,
      colour: light.muted,
      cells: targets.map((target) => scored(target.control.image, target.control.psnrDb)),
    },
  ];
}

function text(x: number, y: number, words: string, style: string): string {
  return `<text x="${x}" y="${y}" ${style}>${escapeText(words)}</text>`;
}

/** Rows: truth, every variant, the guess; columns: targets; the score under every tile, bold where it counts as recovered. */
export function reconstructionsSvg(grid: Grid): string {
  const rows = rowsOf(grid);
  const left = Math.max(leastLeft, ...rows.map(({ name }) => Math.ceil(edge + widthOf(name) + 12)));
  const [width, height] = [left + grid.targets.length * stepX - 10 + edge, top + rows.length * stepY];
  const drawn = rows.flatMap(({ name, note, colour, cells }, r) => {
    const y = top + r * stepY;
    return [
      text(edge, y + tile / 2, name, `font-size="14" font-weight="600" fill="${colour}"`),
      text(edge, y + tile / 2 + 17, note, `font-size="11" fill="${light.muted}"`),
      ...cells.map(({ image, words, bold }, c) => {
        const x = left + c * stepX;
        const style = `font-size="11" text-anchor="middle" fill="${bold ? colour : light.muted}" font-weight="${bold ? 600 : 400}"`;
        return [
          `<image x="${x}" y="${y}" width="${tile}" height="${tile}" href="${image}" preserveAspectRatio="xMidYMid meet"/>`,
          `<rect x="${x}" y="${y}" width="${tile}" height="${tile}" fill="none" stroke="${light.line}"/>`,
          text(x + tile / 2, y + tile + 15, words, style),
        ].join("");
      }),
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">${drawn.join("")}</svg>`;
}
