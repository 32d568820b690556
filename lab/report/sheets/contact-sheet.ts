/** A contact sheet taken apart again, so that a page can lay out its images as it likes. @module */
import { PNG } from "pngjs";
import { emptyGrey, gap } from "../../score/tiles.js";
import type { Tile } from "./sheet.js";

/**
 * The images of a sheet, row by row.
 * @param file a PNG as `sheetPng` writes it
 * @param tile one image of the same size, as `tilePng` writes it
 * @param count images on the sheet, where that is known; otherwise empty cells at its end are told by their grey
 */
export function imagesOf(file: Buffer, { width, height }: Pick<Tile, "width" | "height">, count?: number): Tile[] {
  const sheet = PNG.sync.read(file);
  const columns = Math.floor((sheet.width - gap) / (width + gap));
  const rows = Math.floor((sheet.height - gap) / (height + gap));
  const images = Array.from({ length: Math.min(count ?? Infinity, columns * rows) }, (_, i) => {
    const [left, top] = [gap + (i % columns) * (width + gap), gap + Math.floor(i / columns) * (height + gap)];
    const image = new PNG({ width, height });
    PNG.bitblt(sheet, image, left, top, width, height, 0, 0);
    return image;
  });
  return count === undefined ? images.slice(0, images.findLastIndex((image) => !isEmpty(image)) + 1) : images;
}

const isEmpty = ({ data }: Tile): boolean => data.every((value, i) => value === (i % 4 === 3 ? 0xff : emptyGrey));
