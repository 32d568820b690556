/** Places for the names of points: beside them where there is room, else further off with a line that leads there. @module */
import { cross, overlap, runsThrough } from "./boxes.js";
import { candidatesOf } from "./label-candidates.js";
import type { Candidate, LabelPlace, Named, Surroundings } from "./label-candidates.js";

/** Pixels between two names. */
const air = 3;
/** What is as bad as so many pixels of distance. */
const costs = { clash: 2000, crossing: 300 };
/** A name that loses no more by the others than this, pixels, is left alone. */
const content = 12;
const rounds = 4;

/** Of every name, by its place in the list. */
type Places = readonly (Candidate | undefined)[];

/** What two places cost each other. */
function between(a: Candidate | undefined, b: Candidate | undefined): number {
  if (a === undefined || b === undefined) return 0;
  let cost = overlap(a.box, b.box, air) ? costs.clash : 0;
  if (a.leader !== undefined && runsThrough(a.leader, b.box)) cost += costs.crossing;
  if (b.leader !== undefined && runsThrough(b.leader, a.box)) cost += costs.crossing;
  if (a.leader !== undefined && b.leader !== undefined && cross(a.leader, b.leader)) cost += costs.crossing;
  return cost;
}

const costAt = (own: number, place: Candidate, places: Places): number =>
  places.reduce((sum, other, i) => (i === own ? sum : sum + between(place, other)), place.cost);

/** Of all places, and of every pair of them once. */
function total(places: Places): number {
  let sum = 0;
  places.forEach((place, i) => {
    sum += place?.cost ?? 0;
    for (let j = 0; j < i; j++) sum += between(place, places[j]);
  });
  return sum;
}

/** @param choices the best first */
function withBest(own: number, places: Places, choices: readonly Candidate[]): Places {
  let [best, least] = [places[own], Infinity];
  for (const place of choices) {
    if (place.cost >= least) break;
    const cost = costAt(own, place, places);
    if (cost < least) [best, least] = [place, cost];
  }
  return places.with(own, best);
}

/** A name may take a place that others hold, which then take their best, if that leaves all together better off. */
function withPush(own: number, places: Places, choices: readonly (readonly Candidate[])[]): Places {
  const present = places[own];
  if (present === undefined) return places;
  const cost = costAt(own, present, places);
  // as good as it could be alone, or nearly
  if (cost < choices[own][0].cost + content) return places;
  let [best, least]: [Places, number] = [places, total(places)];
  for (const place of choices[own]) {
    if (place.cost >= cost) break;
    let changed: Places = places.with(own, place);
    places.forEach((other, i) => {
      if (i !== own && between(place, other) > 0) changed = withBest(i, changed, choices[i]);
    });
    const sum = total(changed);
    if (sum < least) [best, least] = [changed, sum];
  }
  return best;
}

/** Names one after another in `order`, each where it is best for it, then where it is best for all. */
function arranged(order: readonly number[], choices: readonly (readonly Candidate[])[]): Places {
  let places: Places = choices.map(() => undefined);
  for (let round = 0; round < rounds; round++) {
    const before = places;
    for (const own of order) places = withBest(own, places, choices[own]);
    for (const own of order) places = withPush(own, places, choices);
    if (places.every((place, i) => place === before[i])) break;
  }
  return places;
}

/**
 * One place a name, in their order. Names and marks stay apart from each other wherever the area has room for that; the
 * same points have the same places. A heuristic: the best of what comes of placing names from either end of both axes.
 */
export function labelPlaces(names: readonly Named[], surroundings: Surroundings): LabelPlace[] {
  const choices = names.map((named) => candidatesOf(named, names, surroundings));
  const along = (axis: 0 | 1) => [...names.keys()].sort((a, b) => names[a].at[axis] - names[b].at[axis] || a - b);
  const orders = ([0, 1] as const).flatMap((axis) => [along(axis), along(axis).reverse()]);
  const [best] = orders
    .map((order) => arranged(order, choices))
    .map((places) => ({ places, cost: total(places) }))
    .sort((a, b) => a.cost - b.cost);
  return names.map((named, i) => best.places[i] ?? beside(named));
}

/** Where the area has no room at all. */
const beside = ({ at: [x, y], width, height }: Named): LabelPlace => ({
  box: { left: x, top: y - height / 2, width, height },
  align: "left",
  leader: undefined,
});
