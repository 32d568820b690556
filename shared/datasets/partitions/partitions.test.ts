import { describe, expect, test } from "vitest";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { RngStream } from "../../random/rng-stream.js";
import { byClass } from "./by-class.js";
import { evenSlices } from "./even-slices.js";
import { iid } from "./iid.js";
import { partitions } from "./index.js";

const classes = 10;
const counts = [59, 67, 60, 61, 58, 54, 59, 63, 58, 61];
const total = 600;
const rng = () => RngStream.fromSeed(17);

/** 600 examples, the classes mixed, in the proportions of MNIST. */
const labels = (() => {
  const sorted = counts.flatMap((count, label) => new Array<number>(count).fill(label));
  return Uint8Array.from(rng().permutation(total), (position) => sorted[position]);
})();

function assign(kind: "iid" | "by-class", given: object, participants: number): Int32Array[] {
  const init = { classes, examples: total, participants };
  const partition =
    kind === "iid" ? iid.create(iid.params.parse(given), init) : byClass.create(byClass.params.parse(given), init);
  return partition.assign(labels, participants, rng());
}

const sizes = (shares: Int32Array[]) => shares.map((share) => share.length);
const classesOf = (share: Int32Array) => [...new Set([...share].map((index) => labels[index]))].sort((a, b) => a - b);

describe.each([
  ["iid", {}, 7],
  ["iid", { examplesEach: 50 }, 12],
  ["by-class", {}, 10],
  ["by-class", { classesEach: 2 }, 5],
  ["by-class", { classesEach: 3, examplesEach: 31 }, 14],
  ["by-class", { classesEach: 10 }, 4],
] as const)("%s %j for %d participants", (kind, given, participants) => {
  const shares = assign(kind, given, participants);

  test("every index exists and belongs to one participant", () => {
    const all = shares.flatMap((share) => [...share]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((index) => Number.isInteger(index) && index >= 0 && index < total)).toBe(true);
    expect(shares).toHaveLength(participants);
  });

  test("divides everything, or the examples that were asked for", () => {
    const each = "examplesEach" in given ? given.examplesEach : undefined;
    if (each === undefined) expect(sizes(shares).reduce((sum, size) => sum + size, 0)).toBe(total);
    else expect(sizes(shares)).toEqual(new Array(participants).fill(each));
  });

  test("is the same from the same stream, another from another", () => {
    expect(assign(kind, given, participants)).toEqual(shares);
    const init = { classes, examples: total, participants };
    const other =
      kind === "iid" ? iid.create(iid.params.parse(given), init) : byClass.create(byClass.params.parse(given), init);
    const theirs = other.assign(labels, participants, RngStream.fromSeed(18));
    // where one participant holds a class alone there is nothing to draw
    const nothingToDraw = kind === "by-class" && !("examplesEach" in given) && participants <= 10 && participants !== 4;
    if (nothingToDraw) expect(theirs).toEqual(shares);
    else expect(theirs).not.toEqual(shares);
  });
});

test("iid: sizes differ by one at most, and every class is spread", () => {
  const shares = assign("iid", {}, 7);
  expect(sizes(shares).sort()).toEqual([85, 85, 86, 86, 86, 86, 86]);
  for (const share of shares) expect(classesOf(share)).toHaveLength(10);
});

test("by-class: participant i holds the classes from i · classesEach on, around the classes", () => {
  const shares = assign("by-class", { classesEach: 3 }, 7);
  expect(shares.map(classesOf)).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8],
    [0, 1, 9],
    [2, 3, 4],
    [5, 6, 7],
    [0, 8, 9],
  ]);
});

test("by-class: a class is divided evenly among its holders, examplesEach evenly over classes", () => {
  // 14 participants, one class each: classes 0 to 3 have two holders
  expect(sizes(assign("by-class", {}, 14))).toEqual([30, 34, 30, 31, 58, 54, 59, 63, 58, 61, 29, 33, 30, 30]);
  const [first] = assign("by-class", { classesEach: 3, examplesEach: 40 }, 3);
  expect([0, 1, 2].map((label) => first.filter((index) => labels[index] === label).length)).toEqual([14, 13, 13]);
});

describe("impossible combinations", () => {
  test.each([
    ["iid", { examplesEach: 61 }, 10, "10 participants with 61 or more examples each need 610, the dataset has 600"],
    ["iid", {}, 601, "601 participants with 1 or more examples each need 601, the dataset has 600"],
    ["by-class", { classesEach: 11 }, 2, "classesEach is 11, the dataset has 10 classes"],
    ["by-class", { classesEach: 3, examplesEach: 2 }, 2, "2 examples cannot be divided over 3 classes"],
    ["by-class", { examplesEach: 301 }, 2, "2 participants with 301 examples each need 602, the dataset has 600"],
    ["by-class", { examplesEach: 60 }, 10, "participant 0 should hold 60 examples of class 0, its even share is 59"],
    ["by-class", {}, 580, "participant 545 should hold some examples of class 5, its even share is 0"],
  ] as const)("%s %j for %d participants", (kind, given, participants, message) => {
    expect(() => assign(kind, given, participants)).toThrow(message);
    expect(() => assign(kind, given, participants)).toThrow(ImpossibleCombination);
  });
});

test("even slices cover everything, the longer first", () => {
  const slices = evenSlices(Int32Array.of(5, 6, 7, 8, 9), 3);
  expect(slices.map((slice) => [...slice])).toEqual([[5, 6], [7, 8], [9]]);
});

test("both are installed", () => {
  expect(partitions.map(({ name }) => name)).toEqual(["iid", "by-class"]);
});
