/** Many tiles in one small picture: what a page can carry. @module */
import { PNG } from "pngjs";
import { enlargement } from "../../score/tiles.js";

/** A PNG as a data URI; its cells are all of one size. */
export interface Sheet {
  readonly image: string;
  readonly rows: number;
  readonly columns: number;
  /** width / height of a cell */
  readonly ratio: number;
}

/** Transparent pixels around every image. */
const edge = 1;

/** A picture, enlarged as `tilePng` does. */
export type Tile = Pick<PNG, "width" | "height" | "data">;

const isGrey = ({ data }: Tile): boolean => {
  for (let i = 0; i < data.length; i += 4) if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  return true;
};

/**
 * Images side by side, a pixel each again as they were before they were enlarged.
 * @param rows of PNG files as `tilePng` writes them, all of one size, at least one; a cell without stays empty
 */
export function sheetOf(rows: readonly (readonly (Buffer | undefined)[])[]): Sheet {
  return sheetOfTiles(rows.map((row) => row.map((file) => file && PNG.sync.read(file))));
}

/** The same of files that have been read. */
export function sheetOfTiles(tiles: readonly (readonly (Tile | undefined)[])[]): Sheet {
  const [some] = tiles.flat().filter((tile) => tile !== undefined);
  const [imageWidth, imageHeight] = [some.width / enlargement, some.height / enlargement];
  const [width, height] = [imageWidth + 2 * edge, imageHeight + 2 * edge];
  const columns = Math.max(...tiles.map(({ length }) => length));
  const png = new PNG({ width: columns * width, height: tiles.length * height });
  for (const [row, line] of tiles.entries()) {
    for (const [column, tile] of line.entries()) {
      if (tile === undefined) continue;
      for (let y = 0; y < imageHeight; y++) {
        for (let x = 0; x < imageWidth; x++) {
          const from = 4 * enlargement * (y * tile.width + x);
          const to = 4 * ((row * height + edge + y) * png.width + column * width + edge + x);
          tile.data.copy(png.data, to, from, from + 4);
        }
      }
    }
  }
  const areGrey = tiles.flat().every((tile) => tile === undefined || isGrey(tile));
  const file = PNG.sync.write(png, { colorType: areGrey ? 4 : 6, deflateLevel: 9 });
  return {
    image: `data:image/png;base64,${file.toString("base64")}`,
    rows: tiles.length,
    columns,
    ratio: width / height,
  };
}
