import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { sheetPng, tilePng } from "../../score/tiles.js";
import { imagesOf } from "./contact-sheet.js";

const shape = [2, 3, 3];
const image = (seed: number) => Float32Array.from({ length: 18 }, (_, i) => ((seed * 7 + i * 3) % 19) / 18);

test("the images of a sheet are those that it was made of, whatever its last row lacks", () => {
  const images = Array.from({ length: 7 }, (_, i) => image(i));
  const file = sheetPng([images.slice(0, 3), images.slice(3, 6), images.slice(6)], shape);
  const tiles = images.map((one) => PNG.sync.read(tilePng(one, shape)));
  const found = imagesOf(file, tiles[0], 7);
  expect(found.map(({ width, height }) => [width, height])).toEqual(Array(7).fill([12, 8]));
  expect(found.map(({ data }) => [...data])).toEqual(tiles.map(({ data }) => [...data]));
  // the cells that nothing was drawn in are left out
  expect(imagesOf(file, tiles[0])).toHaveLength(7);
});
