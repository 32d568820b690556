/** Where the name of a point may stand, and how good each of these places is, whatever other names do. @module */
import { boxAround, contains, distance, nearestIn, overlap, runsThrough } from "./boxes.js";
import type { Box, Line, Place } from "./boxes.js";

/** A point and the size of its name, pixels. */
export interface Named {
  readonly at: Place;
  readonly width: number;
  readonly height: number;
}

export interface LabelPlace {
  readonly box: Box;
  /** the side of the box at which the words stand */
  readonly align: "left" | "center" | "right";
  /** from the point to its name, where they are not side by side */
  readonly leader: Line | undefined;
}

export interface Surroundings {
  /** where names may stand */
  readonly area: Box;
  /** what a name should not cover, such as an interval or a level */
  readonly obstacles: readonly Box[];
  /** of a mark, pixels: names keep clear of it */
  readonly radius: number;
}

export interface Candidate extends LabelPlace {
  /** less is better */
  readonly cost: number;
}

/** Pixels from a mark's edge to its name. */
const gaps = [4, 12, 22, 36, 54, 76, 102, 132, 168, 210];
const directions = 16;
/** From this distance on, pixels, a name needs a line to be told whose it is. */
const leaderFrom = 16;
/** What is as bad as so many pixels of distance. */
const costs = { mark: 2000, passing: 200, obstacle: 200, leader: 12, ambiguous: 24, aslant: 5, notRight: 2 };

/** Along its axis a name starts before the point, -1, stands around it, 0, or starts behind it, 1. */
const side = (direction: number): -1 | 0 | 1 => (direction > 0.3 ? 1 : direction < -0.3 ? -1 : 0);

/** Into one of the directions, clockwise from the right. */
function placeAt({ at, width, height }: Named, gap: number, direction: number, radius: number): LabelPlace {
  const angle = (2 * Math.PI * direction) / directions;
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  const box: Box = {
    left: Math.round(at[0] + across * (radius + gap) - [width, width / 2, 0][side(across) + 1]),
    top: Math.round(at[1] + down * (radius + gap) - [height, height / 2, 0][side(down) + 1]),
    ...{ width, height },
  };
  const end = nearestIn(box, at);
  const away = distance(at, end);
  const start: Place = [at[0] + ((end[0] - at[0]) * radius) / away, at[1] + ((end[1] - at[1]) * radius) / away];
  return {
    box,
    align: (["right", "center", "left"] as const)[side(across) + 1],
    leader: away - radius < leaderFrom ? undefined : [start, end],
  };
}

/** The best first; all within the area, so that there may be none. */
export function candidatesOf(named: Named, all: readonly Named[], surroundings: Surroundings): Candidate[] {
  const { area, obstacles, radius } = surroundings;
  const marks = all.map(({ at }) => boxAround(at, 2 * radius, 2 * radius));
  const elsewhere = marks.filter((_, i) => distance(all[i].at, named.at) > radius);
  const costOf = ({ box, leader }: LabelPlace, direction: number): number => {
    const away = distance(named.at, nearestIn(box, named.at));
    const nearer = all.filter(({ at }) => distance(at, nearestIn(box, at)) < away).length;
    return (
      away +
      costs.mark * marks.filter((mark) => overlap(box, mark)).length +
      costs.obstacle * obstacles.filter((obstacle) => overlap(box, obstacle)).length +
      (leader === undefined
        ? costs.ambiguous * nearer
        : costs.leader + costs.passing * elsewhere.filter((mark) => runsThrough(leader, mark)).length) +
      (direction % (directions / 4) === 0 ? 0 : costs.aslant) +
      (direction === 0 ? 0 : costs.notRight)
    );
  };
  const places = gaps.flatMap((gap) =>
    Array.from({ length: directions }, (_, direction): Candidate => {
      const place = placeAt(named, gap, direction, radius);
      return { ...place, cost: costOf(place, direction) };
    }),
  );
  return places.filter(({ box }) => contains(area, box)).sort((a, b) => a.cost - b.cost);
}
