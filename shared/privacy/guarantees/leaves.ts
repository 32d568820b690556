/** What a tree of events comes down to: mechanisms, each released some number of times. @module */
import type { Unsupported } from "../../plugins/accountant.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";
import type { Guarantee } from "./guarantee.js";
import { guaranteeOf } from "./guarantee-of.js";
import { sparseVector } from "./sparse-vector.js";

export interface Leaf {
  readonly event: DpEvent;
  /** independent releases, 1 or more */
  readonly count: number;
  readonly guarantee: Guarantee;
}

/** The leaves of `event` in order, or a refusal in the place of one; parts that release nothing leave none. */
export function* leaves(
  event: DpEvent,
  neighbours: NeighbouringRelation,
  count = 1,
): Generator<Leaf | { readonly refusal: Unsupported }> {
  switch (event.type) {
    case "no-op":
      return;
    case "repeated":
      if (!Number.isSafeInteger(event.count) || event.count < 0) {
        yield { refusal: { event, why: `count is ${event.count}, must be an integer, 0 or more` } };
      } else if (event.count > 0) yield* leaves(event.event, neighbours, count * event.count);
      return;
    case "composed":
      for (const part of event.events) yield* leaves(part, neighbours, count);
      return;
    case "shuffled":
      // a record is in one lot at most, and what the other lots release does not depend on it
      yield* leaves(event.event, neighbours, count);
      return;
    case "sparse-vector": {
      // the threshold is fresh after every answer, so that each is a release of its own
      const parts = sparseVector(event);
      if ("refusal" in parts) yield parts;
      else for (const guarantee of parts) yield { event, count: count * event.answers, guarantee };
      return;
    }
    default: {
      const guarantee = guaranteeOf(event, neighbours);
      yield "refusal" in guarantee ? guarantee : { event, count, guarantee };
    }
  }
}

/** The measure of a guarantee that an accountant composes, and its name in words. */
export interface Measure {
  /** the field of it, or whether it is known */
  readonly of: keyof Guarantee | ((guarantee: Guarantee) => boolean);
  readonly words: string;
}

/**
 * The leaves of all `events`, each with that measure; or the first refusal.
 */
export function leavesWith(
  events: readonly DpEvent[],
  neighbours: NeighbouringRelation,
  measure: Measure,
): { readonly leaves: readonly Leaf[] } | { readonly refusal: Unsupported } {
  const found: Leaf[] = [];
  const { of } = measure;
  for (const leaf of leaves({ type: "composed", events }, neighbours)) {
    if ("refusal" in leaf) return leaf;
    const { guarantee } = leaf;
    if (typeof of === "string" ? guarantee[of] === undefined : !of(guarantee)) {
      return { refusal: { event: leaf.event, why: `${measure.words} of it is not known under ${neighbours}` } };
    }
    found.push(leaf);
  }
  return { leaves: found };
}

/**
 * The same, for what an accountant computes.
 * @throws {RangeError} on the first sub-event that is refused, naming it
 */
export function acceptedLeaves(
  accountant: string,
  events: readonly DpEvent[],
  neighbours: NeighbouringRelation,
  measure: Measure,
): readonly Leaf[] {
  const found = leavesWith(events, neighbours, measure);
  if ("leaves" in found) return found.leaves;
  const { event, why } = found.refusal;
  throw new RangeError(`accountant ${accountant} cannot account ${JSON.stringify(event)}: ${why}`);
}

/**
 * The same, for an accountant's `epsilon`.
 * @throws {RangeError} on a delta outside [0, 1], and on the first sub-event that is refused, naming it
 */
export function accountedLeaves(
  accountant: string,
  events: readonly DpEvent[],
  delta: number,
  neighbours: NeighbouringRelation,
  measure: Measure,
): readonly Leaf[] {
  if (!(delta >= 0 && delta <= 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1]`);
  return acceptedLeaves(accountant, events, neighbours, measure);
}

/**
 * The same, for an accountant's `delta`.
 * @throws {RangeError} on a negative epsilon, and on the first sub-event that is refused, naming it
 */
export function leavesAtEpsilon(
  accountant: string,
  events: readonly DpEvent[],
  epsilon: number,
  neighbours: NeighbouringRelation,
  measure: Measure,
): readonly Leaf[] {
  if (!(epsilon >= 0)) throw new RangeError(`epsilon is ${epsilon}, must be in [0, ∞]`);
  return acceptedLeaves(accountant, events, neighbours, measure);
}

/** For an accountant's `supports`. */
export function supportsMeasure(measure: Measure) {
  return (event: DpEvent, neighbours: NeighbouringRelation): true | Unsupported => {
    const found = leavesWith([event], neighbours, measure);
    return "leaves" in found ? true : found.refusal;
  };
}
