import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { tilePng } from "../../score/tiles.js";
import { sheetOf } from "./sheet.js";

const decode = (uri: string) => PNG.sync.read(Buffer.from(uri.replace("data:image/png;base64,", ""), "base64"));
const grey = (...values: number[]) => tilePng(Float32Array.from(values), [2, 3, 1]);

test("images are as large as they were, one transparent pixel around each, and empty cells where there is none", () => {
  const first = grey(0, 0.2, 0.4, 0.6, 0.8, 1);
  const { image, rows, columns, ratio } = sheetOf([
    [first, undefined],
    [grey(1, 1, 1, 1, 1, 1), first],
  ]);
  expect({ rows, columns, ratio }).toEqual({ rows: 2, columns: 2, ratio: 5 / 4 });
  const { width, height, data } = decode(image);
  expect([width, height]).toEqual([10, 8]);
  const at = (x: number, y: number) => [...data.subarray(4 * (10 * y + x), 4 * (10 * y + x) + 4)];
  expect([1, 2, 3].map((x) => at(x, 1)[0])).toEqual([0, 51, 102]);
  expect([1, 2, 3].map((x) => at(x, 2)[0])).toEqual([153, 204, 255]);
  expect(at(6 + 2, 4 + 2)).toEqual([255, 255, 255, 255]);
  expect([at(0, 0)[3], at(4, 1)[3], at(7, 1)[3]]).toEqual([0, 0, 0]);
});

test("colours are kept", () => {
  const red = tilePng(Float32Array.of(1, 0, 0), [1, 1, 3]);
  const { data, width } = decode(sheetOf([[red]]).image);
  expect([...data.subarray(4 * (width + 1), 4 * (width + 1) + 4)]).toEqual([255, 0, 0, 255]);
});

test("noise takes about a byte a pixel, far less than in tiles of their own", () => {
  const size = 28;
  const noise = Float32Array.from({ length: size * size }, (_, i) => ((i * 7919) % 251) / 251);
  const tile = tilePng(noise, [size, size, 1]);
  const tiles = Array.from({ length: 16 }, () => [tile]);
  expect(sheetOf(tiles).image.length).toBeLessThan((4 / 3) * 16 * size * size * 1.25);
});
