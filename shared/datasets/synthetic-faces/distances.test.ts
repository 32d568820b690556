import { describe, expect, test } from "vitest";
import {
  blended,
  bow,
  difference,
  ellipse,
  grown,
  intersection,
  outlineOf,
  roundedBox,
  stroke,
  union,
} from "./distances.js";
import type { Distance } from "./distances.js";

/** A grid over the picture. */
const points = Array.from({ length: 41 * 41 }, (_, i) => [(i % 41) / 20 - 1, Math.floor(i / 41) / 20 - 1] as const);

/** Distance of the nearest of `samples`, which lie close together on an outline or a line. */
const toNearest =
  (samples: readonly (readonly [number, number])[]): Distance =>
  (x, y) =>
    Math.min(...samples.map(([u, v]) => Math.sqrt((x - u) ** 2 + (y - v) ** 2)));

const along = (path: (t: number) => readonly [number, number]) => Array.from({ length: 801 }, (_, i) => path(i / 800));

describe("compared with samples of the outline", () => {
  const turn = (t: number) => [Math.cos(2 * Math.PI * t), Math.sin(2 * Math.PI * t)];

  test("a circle and a stroke are exact", () => {
    const circle = toNearest(along((t) => [0.1 + 0.4 * turn(t)[0], -0.2 + 0.4 * turn(t)[1]]));
    const line = toNearest(along((t) => [-0.5 + t, 0.1 + 0.6 * t]));
    for (const [x, y] of points) {
      expect(Math.abs(ellipse(0.1, -0.2, 0.4, 0.4)(x, y))).toBeCloseTo(circle(x, y), 2);
      expect(stroke(-0.5, 0.1, 0.5, 0.7, 0.05)(x, y)).toBeCloseTo(line(x, y) - 0.05, 2);
    }
  });

  test("near its outline an ellipse is, within a tenth", () => {
    const samples = toNearest(along((t) => [0.6 * turn(t)[0], 0.3 * turn(t)[1]]));
    const near = points.filter(([x, y]) => samples(x, y) < 0.08);
    expect(near.length).toBeGreaterThan(100);
    for (const [x, y] of near) {
      const distance = ellipse(0, 0, 0.6, 0.3)(x, y);
      expect(Math.abs(Math.abs(distance) - samples(x, y))).toBeLessThan(0.01);
      expect(distance < 0).toBe((x / 0.6) ** 2 + (y / 0.3) ** 2 < 1);
    }
  });

  test("so is a bow, beside its ends too", () => {
    const samples = toNearest(
      along((t) => [0.1 + 0.5 * (2 * t - 1), 0.2 + 0.15 * (2 * t - 1) ** 2 + 0.1 * (2 * t - 1)]),
    );
    const near = points.filter(([x, y]) => samples(x, y) < 0.08);
    expect(near.length).toBeGreaterThan(50);
    for (const [x, y] of near) {
      expect(Math.abs(bow(0.1, 0.2, 0.5, 0.15, 0.1, 0)(x, y) - samples(x, y))).toBeLessThan(0.02);
    }
  });
});

test("a box with rounded corners", () => {
  const box = roundedBox(0.1, 0, 0.5, 0.3, 0.1);
  expect(box(0.1, 0)).toBeCloseTo(-0.3, 12);
  expect(box(0.7, 0)).toBeCloseTo(0.1, 12);
  expect(box(0.1, -0.5)).toBeCloseTo(0.2, 12);
  // its square corner is cut off
  expect(box(0.6, 0.3)).toBeCloseTo(0.1 * (Math.SQRT2 - 1), 12);
});

test("combinations hold what their names say", () => {
  const [left, right] = [ellipse(-0.2, 0, 0.4, 0.4), ellipse(0.2, 0, 0.4, 0.4)];
  for (const [x, y] of points) {
    const [l, r] = [left(x, y) < 0, right(x, y) < 0];
    expect(union(left, right)(x, y) < 0).toBe(l || r);
    expect(intersection(left, right)(x, y) < 0).toBe(l && r);
    if (right(x, y) !== 0) expect(difference(left, right)(x, y) < 0).toBe(l && !r);
    expect(grown(left, 0.1)(x, y)).toBeCloseTo(ellipse(-0.2, 0, 0.5, 0.5)(x, y), 10);
    expect(outlineOf(left, 0.05)(x, y) < 0).toBe(Math.abs(left(x, y)) < 0.05);
  }
});

test("blended shapes fill the notch between them and change nothing elsewhere", () => {
  const [left, right] = [ellipse(-0.3, 0, 0.4, 0.4), ellipse(0.3, 0, 0.4, 0.4)];
  const both = blended(left, right, 0.2);
  expect(union(left, right)(0, 0.28)).toBeGreaterThan(0);
  expect(both(0, 0.28)).toBeLessThan(0);
  expect(both(-0.9, 0)).toBe(left(-0.9, 0));
});
