import { expect, test } from "vitest";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { boxAround, contains, distance, nearestIn, overlap } from "./boxes.js";
import type { Place } from "./boxes.js";
import type { Named, Surroundings } from "./label-candidates.js";
import { labelPlaces } from "./label-places.js";

const surroundings: Surroundings = {
  area: { left: 50, top: 30, width: 850, height: 310 },
  obstacles: [],
  radius: 7.5,
};
const named = (at: Place, width = 150): Named => ({ at, width, height: 34 });

/** Pairs that share ink: two names, or a name and a mark. */
function clashes(names: readonly Named[], places: ReturnType<typeof labelPlaces>): number {
  return places.flatMap(({ box }, i) => [
    ...places.slice(i + 1).filter((other) => overlap(box, other.box)),
    ...names.filter(({ at }) => overlap(box, boxAround(at, 15, 15))),
  ]).length;
}

test("a point alone has its name at the right, without a line", () => {
  const [{ box, align, leader }] = labelPlaces([named([200, 200])], surroundings);
  expect(box).toEqual({ left: 212, top: 183, width: 150, height: 34 });
  expect([align, leader]).toEqual(["left", undefined]);
});

test("at the right edge of the area it stands at the left", () => {
  const [{ box, align }] = labelPlaces([named([890, 200])], surroundings);
  expect(box.left + box.width).toBeLessThan(890 - 7.5);
  expect(align).toBe("right");
});

test("it keeps clear of an obstacle", () => {
  const obstacle = { left: 50, top: 199, width: 850, height: 2 };
  const [{ box }] = labelPlaces([named([200, 200])], { ...surroundings, obstacles: [obstacle] });
  expect(overlap(box, obstacle)).toBe(false);
});

test("two points at the same place have their names beside them, one at either side", () => {
  const level = { left: 50, top: 319, width: 850, height: 2 };
  const names = [named([150, 320], 75), named([150, 320], 90), named([260, 320], 75)];
  const places = labelPlaces(names, { ...surroundings, obstacles: [level] });
  expect(clashes(names, places)).toBe(0);
  expect(places.map(({ leader }) => leader)).toEqual([undefined, undefined, undefined]);
});

test("names of eight points within 90 pixels of each other share no ink, and lines lead to those further off", () => {
  const rng = RngStream.fromSeed(7);
  for (let trial = 0; trial < 3; trial++) {
    const at = (): Place => [640 + Math.round(90 * rng.uniform()), 60 + Math.round(60 * rng.uniform())];
    const names = Array.from({ length: 8 }, () => named(at()));
    const places = labelPlaces(names, surroundings);
    expect(clashes(names, places)).toBe(0);
    places.forEach(({ box, leader }, i) => {
      expect(contains(surroundings.area, box)).toBe(true);
      const away = distance(names[i].at, nearestIn(box, names[i].at));
      expect(leader !== undefined).toBe(away - 7.5 >= 16);
      if (leader !== undefined) expect(leader[1]).toEqual(nearestIn(box, names[i].at));
    });
  }
});

test("the same points have the same places", () => {
  const names = [named([640, 60]), named([645, 62]), named([650, 58])];
  expect(labelPlaces(names, surroundings)).toEqual(labelPlaces(names, surroundings));
});

test("where the area is too small for a name, it stands beside its point all the same", () => {
  const area = { left: 0, top: 0, width: 40, height: 20 };
  expect(labelPlaces([named([20, 10])], { ...surroundings, area })[0].box).toMatchObject({ left: 20, width: 150 });
});
