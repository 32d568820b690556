import { describe, expect, test } from "vitest";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { RngStream } from "../../random/rng-stream.js";
import { evenSlices } from "./even-slices.js";
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

function assign(kind: string, given: object, participants: number, stream = rng()): Int32Array[] {
  const plugin = partitions.find(({ name }) => name === kind)!;
  const partition = plugin.create(plugin.params.parse(given), { classes, examples: total, participants });
  return partition.assign(labels, participants, stream);
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
  ["shards", {}, 7],
  ["shards", { shardsEach: 3, examplesEach: 30 }, 12],
  ["shards", { shardsEach: 1, examplesEach: 50 }, 12],
  ["dirichlet", { alpha: 0.001 }, 8],
  ["dirichlet", { alpha: 1 }, 8],
  ["dirichlet", { alpha: 1000 }, 8],
  ["dirichlet", { alpha: 0.3, examplesEach: 41 }, 14],
  [
    "labels",
    {
      labels: [
        [0, 1, 2, 3, 4],
        [9, 8, 7, 6, 5],
      ],
    },
    2,
  ],
  ["labels", { labels: [[0, 3], [0], [3, 0]], examplesEach: 19 }, 3],
] as const)("%s %j for %d participants", (kind, given, participants) => {
  const shares = assign(kind, given, participants);

  test("every index exists and belongs to one participant", () => {
    const all = shares.flatMap((share) => [...share]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((index) => Number.isInteger(index) && index >= 0 && index < total)).toBe(true);
    expect(shares).toHaveLength(participants);
    expect(Math.min(...sizes(shares))).toBeGreaterThan(0);
  });

  test("divides everything, or the examples that were asked for", () => {
    const each = "examplesEach" in given ? given.examplesEach : undefined;
    if (each === undefined) expect(sizes(shares).reduce((sum, size) => sum + size, 0)).toBe(total);
    else expect(sizes(shares)).toEqual(new Array(participants).fill(each));
  });

  test("is the same from the same stream, another from another", () => {
    expect(assign(kind, given, participants)).toEqual(shares);
    const theirs = assign(kind, given, participants, RngStream.fromSeed(18));
    // where one participant holds a class alone there is nothing to draw
    const nothingToDraw =
      (kind === "by-class" || kind === "labels") &&
      !("examplesEach" in given) &&
      participants <= 10 &&
      participants !== 4;
    if (nothingToDraw) expect(theirs).toEqual(shares);
    else expect(theirs).not.toEqual(shares);
  });

  test("leaves the labels as they were", () => {
    const before = labels.slice();
    assign(kind, given, participants);
    expect(labels).toEqual(before);
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

test("labels: a class is divided evenly among its holders, examplesEach evenly over a participant's classes", () => {
  const countOf = (share: Int32Array) =>
    counts.map((_, label) => share.filter((index) => labels[index] === label).length);
  const all = assign("labels", { labels: [[1], [0, 1], [1, 2]] }, 3).map(countOf);
  expect(all.map((found) => found.slice(0, 3))).toEqual([
    [0, 23, 0],
    [59, 22, 0],
    [0, 22, 60],
  ]);
  const some = assign("labels", { labels: [[0, 1, 2], [2]], examplesEach: 20 }, 2).map(countOf);
  expect(some.map((found) => found.slice(0, 3))).toEqual([
    [7, 7, 6],
    [0, 0, 20],
  ]);
});

test("labels: fewer lists than participants are dealt in turn", () => {
  const shares = assign("labels", { labels: [[0, 1], [2]] }, 4);
  expect(shares.map(classesOf)).toEqual([[0, 1], [2], [0, 1], [2]]);
  expect(sizes(shares)).toEqual([64, 30, 62, 30]);
});

test("identical: everybody holds the same examples, all or a random few", () => {
  const everything = Int32Array.from({ length: total }, (_, index) => index);
  expect(assign("identical", {}, 3)).toEqual([everything, everything, everything]);
  const [first, ...others] = assign("identical", { examplesEach: 40 }, 3);
  expect(new Set(first).size).toBe(40);
  expect(others).toEqual([first, first]);
  expect(assign("identical", { examplesEach: 40 }, 3, RngStream.fromSeed(18))).not.toContainEqual(first);
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
    ["shards", { examplesEach: 31 }, 2, "31 examples cannot be divided into 2 equal shards"],
    ["shards", { examplesEach: 62 }, 10, "10 participants with 62 or more examples each need 620, the dataset has 600"],
    ["shards", {}, 301, "301 participants with 2 shards each need 602 examples, the dataset has 600"],
    ["dirichlet", { alpha: 1, examplesEach: 61 }, 10, "10 participants with 61 or more examples each need 610"],
    ["dirichlet", { alpha: 1 }, 601, "601 participants with 1 or more examples each need 601"],
    ["labels", { labels: [[0], [1]] }, 3, "there are 2 lists of labels for 3 participants"],
    ["labels", { labels: [[0], [10]] }, 2, "participant 1 should hold class 10, there is none"],
    ["labels", { labels: [[0, 1, 0], [1]] }, 2, "class 0 is listed twice for participant 0"],
    ["labels", { labels: [[0, 1], [1]], examplesEach: 1 }, 2, "1 examples cannot be divided over 2 classes"],
    [
      "labels",
      { labels: [[0], [0]], examplesEach: 30 },
      2,
      "participant 1 should hold 30 examples of class 0, its even share is 29",
    ],
    ["identical", { examplesEach: 601 }, 2, "examplesEach is 601, the dataset has 600 examples"],
  ] as const)("%s %j for %d participants", (kind, given, participants, message) => {
    expect(() => assign(kind, given, participants)).toThrow(message);
    expect(() => assign(kind, given, participants)).toThrow(ImpossibleCombination);
  });
});

test("even slices cover everything, the longer first", () => {
  const slices = evenSlices(Int32Array.of(5, 6, 7, 8, 9), 3);
  expect(slices.map((slice) => [...slice])).toEqual([[5, 6], [7, 8], [9]]);
});

test("all are installed", () => {
  const names = ["iid", "by-class", "shards", "dirichlet", "labels", "identical"];
  expect(partitions.map(({ name }) => name)).toEqual(names);
});
