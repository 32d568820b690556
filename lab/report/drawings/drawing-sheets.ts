/** Pictures of what was drawn, and of real images beside it, laid out for a page. @module */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import type { RecordedRepresentatives } from "../../runs/read-run.js";
import { imagesOf } from "../sheets/contact-sheet.js";
import { sheetOfTiles } from "../sheets/sheet.js";
import type { Sheet, Tile } from "../sheets/sheet.js";
import { hadNothingToFind } from "../words/representatives-words.js";

/** Real images beside the drawings; undefined where there are none. */
export interface References {
  /** whether `victims` are a participant's; where nobody holds the class, they are nobody's */
  readonly areHeld: boolean;
  readonly victims: Sheet | undefined;
  readonly heldOutMean: Sheet | undefined;
  readonly ownImages: Sheet | undefined;
  /** of these and of other controls and ceilings, by name */
  readonly metrics: RecordedRepresentatives["summary"]["metrics"];
}

/** One image of the record, for its size; undefined where nothing was drawn. */
export async function someTile({ directory, nearest }: RecordedRepresentatives): Promise<Tile | undefined> {
  return nearest.length === 0 ? undefined : PNG.sync.read(await readFile(join(directory, nearest[0].sample)));
}

export async function imagesIn(
  { directory }: RecordedRepresentatives,
  name: string | null | undefined,
  tile: Tile | undefined,
  count?: number,
): Promise<Tile[]> {
  if (name === null || name === undefined || tile === undefined) return [];
  return imagesOf(await readFile(join(directory, name)), tile, count);
}

/** Images in rows of eight, or of fewer where there are fewer. */
export const columnsOf = (images: readonly Tile[]): number => Math.min(8, images.length);

export function inRows(images: readonly Tile[], columns: number, rows: number): (Tile | undefined)[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => images[row * columns + column]),
  );
}

export async function referencesOf(record: RecordedRepresentatives): Promise<References> {
  const tile = await someTile(record);
  const sheet = async (name: string | null): Promise<Sheet | undefined> => {
    const images = await imagesIn(record, name, tile);
    const columns = columnsOf(images);
    return images.length === 0 ? undefined : sheetOfTiles(inRows(images, columns, Math.ceil(images.length / columns)));
  };
  const { victims, heldOutMean, ownImages } = record.references;
  return {
    areHeld: !hadNothingToFind(record.summary),
    victims: await sheet(victims),
    heldOutMean: await sheet(heldOutMean),
    ownImages: await sheet(ownImages),
    metrics: record.summary.metrics,
  };
}
