import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { imageFolder } from "./index.js";

const folder = mkdtempSync(join(tmpdir(), "fedleak-faces-"));
afterAll(() => rmSync(folder, { recursive: true }));

const create = (name: string, given: object = {}) =>
  imageFolder.create(imageFolder.params.parse({ folder: name, ...given }), { folder });

function put(path: string, content: Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** A raw graymap of one row. */
const row = (max: number, ...pixels: number[]) =>
  Buffer.concat([Buffer.from(`P5 ${pixels.length} 1 ${max}\n`), Buffer.from(pixels)]);

/** Classes anna, bert, carl of 10, 5, 2 images; a pixel says the class, the other the image. */
function faces(name: string): string {
  for (const [label, [person, count]] of [
    ["anna", 10],
    ["bert", 5],
    ["carl", 2],
  ].entries()) {
    for (let k = 0; k < Number(count); k++)
      put(`${name}/${person}/${String(k).padStart(2, "0")}.pgm`, row(200, label, 10 * k));
  }
  return name;
}

test("folders are classes in the order of their names, and a fifth of each class is tested on", () => {
  const dataset = create(faces("faces"));
  dataset.verify?.();
  expect([dataset.shape, dataset.classes]).toEqual([[1, 2, 1], 3]);
  const [train, tested] = [dataset.open("train"), dataset.open("test")];
  expect([...train.labels]).toEqual([...new Array(8).fill(0), ...new Array(4).fill(1), 2]);
  expect([...tested.labels]).toEqual([0, 0, 1, 2]);
  const pixels = [train, tested].flatMap((store) => {
    const { images, labels } = store.gather(Array.from({ length: store.count }, (_, i) => i));
    return Array.from(labels, (label, i) => {
      expect(images[2 * i]).toBe(Math.fround(label / 200));
      return `${label} ${Math.round(images[2 * i + 1] * 20)}`;
    });
  });
  const expected = [10, 5, 2].flatMap((count, label) => Array.from({ length: count }, (_, k) => `${label} ${k}`));
  expect(pixels.sort()).toEqual(expected.sort());
});

test("the same images are tested on each time; testFraction says how many", () => {
  const first = create(faces("again")).open("test").gather([0, 1, 2, 3]);
  expect(create("again").open("test").gather([0, 1, 2, 3])).toEqual(first);
  expect([...create("again", { testFraction: 0.5 }).open("test").labels]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2]);
});

test("gathers in the order asked for, colour images with their channels", () => {
  for (const file of ["a/1.png", "a/2.PNG", "b/1.png", "b/2.png"]) {
    put(`colour/${file}`, new Uint8Array());
    copyFileSync("test/golden/images/colour.png", join(folder, "colour", file));
  }
  const store = create("colour").open("train");
  expect(store.shape).toEqual([2, 3, 3]);
  const { images, labels } = store.gather([1, 0]);
  expect([...labels]).toEqual([1, 0]);
  expect([...images.subarray(18)]).toEqual(
    Array.from({ length: 18 }, (_, k) => Math.fround(((40 * k + 7) % 256) / 255)),
  );
  expect(() => store.gather([2])).toThrow("there are examples 0 to 1, not 2");
});

test("size makes images of several sizes one", () => {
  put("sizes/a/1.pgm", row(200, 0, 100, 200, 100));
  put("sizes/a/2.pgm", row(200, 50, 150));
  put("sizes/b/1.pgm", row(100, 100));
  put("sizes/b/2.pgm", row(100, 100));
  const dataset = create("sizes", { size: [1, 2] });
  dataset.verify?.();
  expect(dataset.shape).toEqual([1, 2, 1]);
  const pixels = (["train", "test"] as const).flatMap((split) => {
    const { images, shape } = dataset.open(split).gather([0, 1]);
    expect(shape).toEqual([1, 2, 1]);
    return [0, 2].map((at) => [images[at], images[at + 1]].map((value) => Math.round(255 * value)).join(" "));
  });
  expect(pixels.sort()).toEqual(["255 255", "255 255", "64 191", "64 191"]);
  expect(() => create("sizes").verify?.()).toThrow("all must have one height, width and number of channels");
});

test("passes over hidden files and files beside the class folders", () => {
  faces("tidy");
  put("tidy/README", Buffer.from("the AT&T faces have one"));
  put("tidy/.git/config", new Uint8Array());
  put("tidy/anna/.DS_Store", new Uint8Array());
  expect(create("tidy").classes).toBe(3);
});

describe("what cannot work is refused where it stands", () => {
  put("flat/1.pgm", row(9, 1));
  put("single/a/1.pgm", row(9, 1));
  put("single/a/2.pgm", row(9, 1));
  put("few/a/1.pgm", row(9, 1));
  mkdirSync(join(folder, "hollow/a"), { recursive: true });
  put("photos/a/1.jpg", row(9, 1));
  put("deep/a/inner/1.pgm", row(9, 1));
  put("broken/a/1.pgm", Buffer.from("P5 2 1 9\n"));
  put("broken/a/2.pgm", row(9, 1, 1));
  put("broken/b/1.pgm", row(9, 1, 1));
  put("broken/b/2.pgm", row(9, 1, 1));

  test.each([
    ["a missing folder", "absent", "absent cannot be read: there is no such folder"],
    ["a file", "flat/1.pgm", "cannot be read: it is a file"],
    ["images without classes", "flat", "flat has no folders in it"],
    ["one class", "single", "single has 1 class"],
    ["one image", "few", "a has one image: a class needs two"],
    ["an empty class", "hollow", "a has no images"],
    ["another format", "photos", "1.jpg is no .pgm or .png file: convert or remove it"],
    ["folders in folders", "deep", "inner is no .pgm or .png file"],
    ["a first image that is broken", "broken", "1.pgm: it has 0 pixels of 2: it is cut off"],
  ])("%s", (_, name, message) => {
    const refused = expect(() => create(name));
    refused.toThrow(ImpossibleCombination);
    refused.toThrow(expect.objectContaining({ message: expect.stringContaining(message), parameter: ["folder"] }));
  });
});

describe("verify reads every image", () => {
  test.each([
    ["of another size", row(9, 1, 2, 3), "is 1 x 3 x 1, the first image 1 x 2 x 1: all must have one height"],
    ["that is cut off", Buffer.from("P5 2 1 9\n"), "it has 0 pixels of 2"],
  ])("one %s", (_, content, message) => {
    const name = faces(`with ${message}`);
    put(`${name}/carl/01.pgm`, content);
    const dataset = create(name);
    expect(() => dataset.verify?.()).toThrow(message);
    expect(() => dataset.verify?.()).toThrow(join("carl", "01.pgm"));
  });
});
