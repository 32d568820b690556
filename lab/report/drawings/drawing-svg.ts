/** What was drawn in the last round, and real images below, as one picture. @module */
import { fontFamily } from "../charts/raster.js";
import { light, seriesColour } from "../charts/theme.js";
import { escapeText } from "../markup/html.js";
import type { Sheet } from "../sheets/sheet.js";
import { percent } from "../words/format.js";
import type { DrawingCard } from "./drawings.js";

/** px */
const [tile, gap, edge] = [72, 14, 16];
/** of a name's letter at 14 px, and of a note's at 11 px */
const [nameLetter, noteLetter] = [8.6, 6];

interface Row {
  readonly name: string;
  readonly note: string;
  readonly colour: string;
  readonly sheet: Sheet | undefined;
  /** of the sheet, from 0 */
  readonly row: number;
}

function rowsOf({ drawings, references, targetClass }: DrawingCard): Row[] {
  const real = references.metrics["targetClassShare"]?.ceilings?.["real-images"];
  const note = (share: number | undefined) => (share === undefined ? "" : `${percent(share)} taken for it`);
  return [
    ...drawings.map(({ variant, index, frames, rowsPerFrame, scores }) => ({
      name: variant,
      note: frames === undefined ? "never begun" : note(scores.at(-1)?.targetClassShare),
      colour: seriesColour(index),
      sheet: frames,
      row: (scores.length - 1) * rowsPerFrame,
    })),
    {
      ...{ name: `real images of class ${targetClass}`, colour: light.ink, sheet: references.victims, row: 0 },
      note: references.areHeld ? `never seen by it; others: ${note(real)}` : "of nobody in this run",
    },
  ];
}

/** One row of a sheet: nearest pixels, so that a small image stays as it is. */
function strip({ image, rows, columns, ratio }: Sheet, row: number, x: number, y: number): string {
  const size = `width="${columns * tile}" height="${(tile / ratio).toFixed(2)}"`;
  return (
    `<svg x="${x}" y="${y}" ${size} viewBox="0 ${row} ${columns} 1" preserveAspectRatio="none">` +
    `<image width="${columns}" height="${rows}" href="${image}" preserveAspectRatio="none" image-rendering="optimizeSpeed"/></svg>`
  );
}

/** A row for every variant, the first drawings of its last claim; a row of real images last. */
export function drawingsSvg(card: DrawingCard): string {
  const rows = rowsOf(card);
  const sheets = rows.flatMap(({ sheet }) => sheet ?? []);
  const columns = Math.max(0, ...sheets.map((sheet) => sheet.columns));
  const step = Math.max(tile, ...sheets.map(({ ratio }) => tile / ratio)) + gap;
  const left =
    2 * edge + Math.max(...rows.map(({ name, note }) => Math.max(nameLetter * name.length, noteLetter * note.length)));
  const [width, height] = [Math.ceil(left + columns * tile + edge), Math.ceil(2 * edge + rows.length * step - gap)];
  const drawn = rows.map(({ name, note, colour, sheet, row }, r) => {
    const y = edge + r * step;
    const words = [
      `<text x="${edge}" y="${y + tile / 2}" font-size="14" font-weight="600" fill="${colour}">${escapeText(name)}</text>`,
      `<text x="${edge}" y="${y + tile / 2 + 17}" font-size="11" fill="${light.muted}">${escapeText(note)}</text>`,
    ];
    return [...words, sheet === undefined ? "" : strip(sheet, row, Math.ceil(left), y)].join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">${drawn.join("")}</svg>`;
}
