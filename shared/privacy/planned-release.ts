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

/** The event of one turn after all `defences`, in order; without a mechanism among them it is non-private. */
export function plannedRelease(defences: readonly Pick<Defence, "release">[], facts: TurnFacts): PlannedRelease {
  const { event, neighbours } = defences.reduce((before, defence) => defence.release(before, facts), rawRelease);
  return {
    event: event ?? { type: "non-private", why: "no defence adds noise to the update" },
    neighbours: neighbours ?? neighboursOf(facts.unit),
  };
}
