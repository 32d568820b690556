import { expect, test } from "vitest";
import { boxAround, cross, nearestIn, overlap, runsThrough } from "./boxes.js";
import type { Line } from "./boxes.js";

const box = { left: 10, top: 20, width: 30, height: 10 };

test("boxes that only touch do not overlap", () => {
  expect(overlap(box, { left: 40, top: 20, width: 5, height: 5 })).toBe(false);
  expect(overlap(box, { left: 39, top: 29, width: 5, height: 5 })).toBe(true);
  expect(overlap(box, { left: 39, top: 30, width: 5, height: 5 })).toBe(false);
  expect(overlap(box, { left: 42, top: 20, width: 5, height: 5 }, 3)).toBe(true);
  expect(overlap(box, { left: 43, top: 20, width: 5, height: 5 }, 3)).toBe(false);
});

test("the nearest point of a box is a corner, a point of an edge, or the place itself", () => {
  expect(nearestIn(box, [0, 0])).toEqual([10, 20]);
  expect(nearestIn(box, [25, 50])).toEqual([25, 30]);
  expect(nearestIn(box, [12, 22])).toEqual([12, 22]);
});

test.each<[string, Line, boolean]>([
  [
    "straight through",
    [
      [0, 25],
      [100, 25],
    ],
    true,
  ],
  [
    "aslant through a corner's neighbourhood",
    [
      [5, 22],
      [14, 17],
    ],
    false,
  ],
  [
    "over one corner",
    [
      [5, 26],
      [16, 16],
    ],
    true,
  ],
  [
    "from inside",
    [
      [20, 25],
      [20, 100],
    ],
    true,
  ],
  [
    "wholly inside",
    [
      [20, 24],
      [21, 26],
    ],
    true,
  ],
  [
    "along an edge",
    [
      [0, 20],
      [100, 20],
    ],
    false,
  ],
  [
    "ends before it",
    [
      [0, 25],
      [9, 25],
    ],
    false,
  ],
])("a line that is %s", (_, line, expected) => {
  expect(runsThrough(line, box)).toBe(expected);
  expect(runsThrough([line[1], line[0]], box)).toBe(expected);
});

test("lines cross where they share an inner point", () => {
  expect(
    cross(
      [
        [0, 0],
        [10, 10],
      ],
      [
        [0, 10],
        [10, 0],
      ],
    ),
  ).toBe(true);
  expect(
    cross(
      [
        [0, 0],
        [4, 4],
      ],
      [
        [0, 10],
        [10, 0],
      ],
    ),
  ).toBe(false);
  expect(
    cross(
      [
        [0, 0],
        [10, 10],
      ],
      [
        [10, 10],
        [20, 0],
      ],
    ),
  ).toBe(false);
});

test("a box around a point has it in its middle", () => {
  expect(boxAround([25, 25], 30, 10)).toEqual(box);
});
