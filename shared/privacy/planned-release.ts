/** What a participant's chain of defences releases in one turn. @module */
import type { Defence, Release, TurnFacts } from "../plugins/defence.js";
import type { DpEvent, NeighbouringRelation } from "./events.js";
import { neighboursOf } from "./neighbours.js";

export interface PlannedRelease {
  readonly event: DpEvent;
  readonly neighbours: NeighbouringRelation;
}

/** What is known of an update before any defence: nothing bounds it, no mechanism released it. */
export const rawRelease: Release = { l2Bound: Infinity, l1Bound: Infinity };

/** What the turn of `round` releases after all `defences`, in order; without a mechanism among them it is non-private. */
export function plannedRelease(
  defences: readonly Pick<Defence, "release">[],
  facts: TurnFacts,
  round: number,
): PlannedRelease {
  const { event, neighbours } = defences.reduce((before, defence) => defence.release(before, facts, round), rawRelease);
  return {
    event: event ?? { type: "non-private", why: "no defence adds noise to the update" },
    neighbours: neighbours ?? neighboursOf(facts.unit),
  };
}

/**
 * What the turns of rounds 1 to `rounds` release, equal ones in a row as one repeated event.
 * @param release of the turn of a round
 * @throws {RangeError} where releases hold under different neighbouring relations: they add up to no single epsilon
 */
export function plannedReleases(release: (round: number) => PlannedRelease, rounds: number): PlannedRelease {
  const runs: { event: DpEvent; text: string; count: number }[] = [];
  let { neighbours } = release(1);
  for (let round = 1; round <= rounds; round++) {
    const next = release(round);
    if (next.neighbours !== neighbours) {
      throw new RangeError(`releases hold under ${neighbours} and under ${next.neighbours}`);
    }
    ({ neighbours } = next);
    const last = runs.at(-1);
    if (last !== undefined && (last.event === next.event || last.text === JSON.stringify(next.event))) last.count++;
    else runs.push({ event: next.event, text: JSON.stringify(next.event), count: 1 });
  }
  const events = runs.map(({ event, count }): DpEvent => (count === 1 ? event : { type: "repeated", count, event }));
  return { event: events.length === 1 ? events[0] : { type: "composed", events }, neighbours };
}
