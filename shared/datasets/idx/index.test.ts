import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { idx } from "./index.js";

const folder = mkdtempSync(join(tmpdir(), "fedleak-idx-set-"));
afterAll(() => rmSync(folder, { recursive: true }));

const be32 = (value: number) => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const file = (sides: readonly number[], values: readonly number[]) =>
  Uint8Array.from([0, 0, 8, sides.length, ...sides.flatMap(be32), ...values]);
const write = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);

const grey = file([3, 1, 2], [0, 255, 51, 102, 204, 153]);
const colour = file([2, 1, 1, 3], [0, 51, 102, 153, 204, 255]);
write("images", grey);
write("images.gz", gzipSync(grey));
write("labels", file([3], [2, 0, 1]));
write("labels.gz", gzipSync(file([3], [2, 0, 1])));
write("colour", colour);
write("two-labels", file([2], [0, 1]));
write("ones", file([3], [0, 0, 0]));
write("other-size", file([3, 2, 1], [0, 0, 0, 0, 0, 0]));
write("empty-images", file([3, 0, 2], []));
write("no-labels", file([0], []));
write("cut.gz", gzipSync(grey).subarray(0, -9));
write("short.gz", gzipSync(grey.subarray(0, -1)));
write("long.gz", gzipSync(Buffer.concat([grey, grey])));
write("nothing", new Uint8Array());

const whole = { images: "images", labels: "labels", testImages: "images", testLabels: "labels" };
const create = (given: object) => idx.create(idx.params.parse({ ...whole, ...given }), { folder });

test.each([
  ["plain files", {}],
  ["gzipped files", { images: "images.gz", labels: "labels.gz" }],
  ["absolute paths", { images: join(folder, "images"), labels: join(folder, "labels") }],
])("reads %s, and finds shape and classes", (_, given) => {
  const dataset = create(given);
  expect([dataset.shape, dataset.classes]).toEqual([[1, 2, 1], 3]);
  dataset.verify?.();
  const store = dataset.open("train");
  expect([store.count, store.shape, [...store.labels]]).toEqual([3, [1, 2, 1], [2, 0, 1]]);
  const { images, labels } = store.gather([2, 0]);
  expect([...images]).toEqual([0.8, 0.6, 0, 1].map(Math.fround));
  expect([...labels]).toEqual([1, 2]);
});

test("colour images have a fourth dimension", () => {
  const given = { images: "colour", labels: "two-labels", testImages: "colour", testLabels: "two-labels" };
  const dataset = create(given);
  expect(dataset.shape).toEqual([1, 1, 3]);
  expect([...dataset.open("test").gather([1]).images]).toEqual([0.6, 0.8, 1].map(Math.fround));
});

test("more classes than there are labels may be declared", () => {
  expect(create({ classes: 10 }).classes).toBe(10);
});

describe("what cannot work is refused where it stands", () => {
  test.each([
    ["a missing file", { images: "absent" }, "images", "absent cannot be read: there is no such file"],
    ["an empty file", { images: "nothing" }, "images", "nothing ends after 0 of the 16 bytes at 0"],
    ["labels for images", { images: "labels" }, "images", "magic number 2049, not 2051 or 2052"],
    ["a missing label file", { labels: "absent" }, "labels", "absent cannot be read"],
    ["a gzipped label file cut off", { labels: "cut.gz" }, "labels", "magic number 2051, not 2049"],
    ["no labels", { labels: "no-labels" }, "labels", "no-labels has no labels"],
    ["one class", { labels: "ones" }, "labels", "ones has 1 class"],
    ["fewer labels than images", { labels: "two-labels" }, "images", "has 3 images"],
    [
      "images without pixels",
      { images: "empty-images" },
      "images",
      "has images of 0 x 2 x 1: there is nothing in them",
    ],
    ["a label out of range", { classes: 2 }, "images", "labels has label 2 at 0, must be in [0, 2)"],
    [
      "a test label that training has not",
      { labels: "labels", testLabels: "labels", classes: 2 },
      "images",
      "has label 2",
    ],
    ["test images of another size", { testImages: "other-size" }, "testImages", "other-size has images of 2 x 1 x 1"],
    ["a missing test file", { testImages: "absent" }, "testImages", "absent cannot be read"],
  ])("%s", (_, given, parameter, message) => {
    const refused = expect(() => create(given));
    refused.toThrow(ImpossibleCombination);
    refused.toThrow(expect.objectContaining({ message: expect.stringContaining(message), parameter: [parameter] }));
  });
});

describe("verify reads what opening does not", () => {
  test.each([
    ["cut.gz", "cut.gz cannot be read: the gzipped file is cut off"],
    ["short.gz", "short.gz has 21 bytes, its header promises 22: it is cut off or corrupt"],
    ["long.gz", "long.gz has 44 bytes, its header promises 22"],
  ])("%s", (images, message) => {
    const dataset = create({ images });
    expect(() => dataset.verify?.()).toThrow(message);
    expect(() => dataset.open("train").gather([0])).toThrow(message);
  });
});
