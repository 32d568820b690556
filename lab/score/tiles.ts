/** Images as PNG files, enlarged so that a pixel stays a pixel. @module */
import { PNG } from "pngjs";
import { imageSides } from "../../shared/metrics/image-sides.js";

/** Pixels of a tile, along each side, that are one of its image. */
export const enlargement = 4;
/** Pixels between the images of a sheet and around them. */
export const gap = 8;
/** Of each colour, where nothing is drawn. */
export const emptyGrey = 0x80;

/** An RGB canvas; grey where nothing is drawn. */
function canvas(width: number, height: number): PNG {
  const png = new PNG({ width, height, colorType: 2 });
  png.data.fill(emptyGrey);
  return png;
}

/** Draws `image` [...shape] in [0, 1], enlarged by nearest neighbour, with its corner at (left, top). */
function draw(png: PNG, image: Float32Array, shape: readonly number[], left: number, top: number): void {
  const [height, width, channels] = imageSides(shape);
  for (let y = 0; y < height * enlargement; y++) {
    for (let x = 0; x < width * enlargement; x++) {
      const from = (Math.floor(y / enlargement) * width + Math.floor(x / enlargement)) * channels;
      const to = ((top + y) * png.width + left + x) * 4;
      for (let c = 0; c < 3; c++) png.data[to + c] = Math.round(255 * image[from + (channels === 3 ? c : 0)]);
      png.data[to + 3] = 255;
    }
  }
}

const encode = (png: PNG) => PNG.sync.write(png, { colorType: 2, inputHasAlpha: true });

/** One image as a PNG, four times its size. */
export function tilePng(image: Float32Array, shape: readonly number[]): Buffer {
  const [height, width] = imageSides(shape);
  const png = canvas(width * enlargement, height * enlargement);
  draw(png, image, shape, 0, 0);
  return encode(png);
}

/** A contact sheet: one row of images below the other, columns aligned. */
export function sheetPng(rows: readonly (readonly Float32Array[])[], shape: readonly number[]): Buffer {
  const [height, width] = imageSides(shape);
  const [stepX, stepY] = [width * enlargement + gap, height * enlargement + gap];
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const png = canvas(columns * stepX + gap, rows.length * stepY + gap);
  for (let i = 3; i < png.data.length; i += 4) png.data[i] = 255;
  for (const [r, row] of rows.entries()) {
    for (const [c, image] of row.entries()) draw(png, image, shape, gap + c * stepX, gap + r * stepY);
  }
  return encode(png);
}
