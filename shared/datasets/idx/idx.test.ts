import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openIdx } from "./idx-file.js";
import { openIdxStore } from "./idx-store.js";

const folder = mkdtempSync(join(tmpdir(), "fedleak-idx-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, ...bytes: number[]): string {
  const path = join(folder, name);
  writeFileSync(path, Uint8Array.from(bytes));
  return path;
}

/** three images of 1 x 2 pixels */
const images = write("images", 0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 204, 153);
const labels = write("labels", 0, 0, 8, 1, 0, 0, 0, 3, 2, 0, 1);

test("gathers examples in the order asked for, pixels divided by 255", () => {
  const store = openIdxStore({ images, labels, classes: 3 });
  expect([store.count, store.shape, [...store.labels]]).toEqual([3, [1, 2, 1], [2, 0, 1]]);
  const { images: pixels, labels: found, shape } = store.gather([2, 0, 2]);
  expect([...pixels]).toEqual([0.8, 0.6, 0, 1, 0.8, 0.6].map(Math.fround));
  expect([...found]).toEqual([1, 2, 1]);
  expect(shape).toEqual([1, 2, 1]);
  expect(store.gather([]).images).toHaveLength(0);
});

test.each([3, -1, 0.5, NaN])("refuses the index %d", (index) => {
  expect(() => openIdxStore({ images, labels, classes: 3 }).gather([index])).toThrow("elements 0 to 2");
});

describe("clear errors", () => {
  const header = [0, 0, 8, 1, 0, 0, 0, 3];
  test.each([
    ["another magic number", write("magic", 0, 0, 9, 1, 0, 0, 0, 0), "magic number 2305, not 2049"],
    ["images where labels should be", images, "magic number 2051, not 2049"],
    ["a file cut off", write("short", ...header, 1, 2), "has 10 bytes, its header promises 11"],
    ["a file too long", write("long", ...header, 1, 2, 3, 4), "has 12 bytes, its header promises 11"],
    ["an empty file", write("empty"), "ends after 0 of the 8 bytes at 0"],
  ])("%s", (_, path, message) => {
    expect(() => openIdx(path, 1)).toThrow(message);
    expect(() => openIdx(path, 1)).toThrow(path);
  });

  test("a file that is not there", () => {
    expect(() => openIdx(join(folder, "absent"), 1)).toThrow("absent cannot be read: there is no such file");
  });

  test("images and labels of different sets", () => {
    const two = write("two", 0, 0, 8, 1, 0, 0, 0, 2, 0, 1);
    expect(() => openIdxStore({ images, labels: two, classes: 3 })).toThrow("has 3 images");
  });

  test("a label outside the classes", () => {
    expect(() => openIdxStore({ images, labels, classes: 2 })).toThrow("has label 2 at 0, must be in [0, 2)");
  });
});
