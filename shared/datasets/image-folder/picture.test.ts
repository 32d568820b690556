import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readPicture } from "./picture.js";

// test/golden/images/README.md says what made the files
const golden = (name: string) => `test/golden/images/${name}`;
const ramp = (count: number) => Uint8Array.from({ length: count }, (_, k) => (40 * k + 7) % 256);

const folder = mkdtempSync(join(tmpdir(), "fedleak-pictures-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? Buffer.from(content, "latin1") : content);
  return path;
}

test.each([
  ["grey.pgm", 1],
  ["grey.png", 1],
  ["colour.png", 3],
  ["opaque.png", 3],
  ["palette.png", 3],
])("reads %s as Python wrote it", (name, channels) => {
  expect(readPicture(golden(name))).toEqual({ shape: [2, 3, channels], values: ramp(6 * channels), max: 255 });
});

test("one bit a pixel is black and white", () => {
  const values = Uint8Array.from(ramp(6), (grey) => (grey > 100 ? 255 : 0));
  expect(readPicture(golden("one-bit.png"))).toEqual({ shape: [2, 3, 1], values, max: 255 });
});

test.each([
  ["plain, with comments", "P2 # grey\n3 2\n# as wide as it is\n15\n0 1 2\n3 4 15\n", [0, 1, 2, 3, 4, 15], 15],
  [
    "raw, with a comment and another largest value",
    "P5\n#\n3 2 100\n\x00\x0a\x20\x23\x01\x64",
    [0, 10, 32, 35, 1, 100],
    100,
  ],
  ["raw, with more after it", "P5 3 2 9\n\x01\x02\x03\x04\x05\x06P5", [1, 2, 3, 4, 5, 6], 9],
])("reads a graymap that is %s", (name, content, values, max) => {
  expect(readPicture(write("map.PGM", content)), name).toEqual({
    shape: [2, 3, 1],
    values: Uint8Array.from(values),
    max,
  });
});

describe("says which file is broken, and how", () => {
  const png = readFileSync(golden("grey.png"));
  const flipped = Uint8Array.from(png);
  flipped[png.length - 20] ^= 1;
  test.each([
    ["a missing file", join(folder, "absent.pgm"), "there is no such file"],
    ["an empty file", write("empty.png", ""), "is empty"],
    ["sixteen bits, PNG", golden("sixteen-bits.png"), "it has 16 bits a channel: only depths of up to 8 bits are read"],
    ["sixteen bits, PGM", golden("sixteen-bits.pgm"), "its largest grey value is 65535: only depths of up to 8"],
    ["transparency", golden("glass.png"), "some pixels are transparent"],
    ["a PNG cut off", write("cut.png", png.subarray(0, 50)), "it is cut off or corrupt"],
    ["a PNG cut in its header", write("start.png", png.subarray(0, 20)), "it is cut off or corrupt"],
    ["a corrupt PNG", write("corrupt.png", flipped), "it is cut off or corrupt"],
    ["another format under its name", write("text.png", "hello, this is no image"), "it is no PNG file"],
    ["no graymap", write("colour.pgm", "P6\n1 1\n255\n\x00\x00\x00"), "it starts with neither P2 nor P5"],
    ["a graymap cut off", write("cut.pgm", "P5\n3 2\n255\n\x00\x00"), "it has 2 pixels of 6: it is cut off"],
    ["a header cut off", write("header.pgm", "P5\n3 2"), "it ends before its largest grey value: it is cut off"],
    ["a plain one cut off", write("plain.pgm", "P2 3 2 9\n1 2 3"), "it ends before its pixel 3 of 6"],
    ["a word among the pixels", write("word.pgm", "P2 2 1 9\n1 red"), 'its pixel 1 of 2 is "red", not an integer'],
    [
      "a pixel over the largest",
      write("over.pgm", "P2 2 2 9\n1 2 3 10"),
      "the pixel in row 1, column 1 is 10, more than 9",
    ],
    ["a huge pixel", write("huge.pgm", "P2 2 1 9\n1 999999999999"), "column 1 is 999999999999, more than 9"],
    ["a raw pixel over the largest", write("raw.pgm", "P5 2 1 9\n\x01\x0a"), "column 1 is 10, more than 9"],
    ["no pixels", write("none.pgm", "P5 0 2 9\n"), "it has 0 x 2 pixels"],
    ["a largest value of zero", write("zero.pgm", "P5 1 1 0\n\x00"), "its largest grey value is 0"],
  ])("%s", (_, file, message) => {
    expect(() => readPicture(file)).toThrow(file);
    expect(() => readPicture(file)).toThrow(message);
  });
});
