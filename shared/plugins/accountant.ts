/** Accountants: from the events of a ledger to an epsilon. @module */
import type { DpEvent, NeighbouringRelation } from "../privacy/events.js";
import type { Reference } from "./plugin.js";

export interface Unsupported {
  /** the sub-event that cannot be accounted */
  readonly event: DpEvent;
  readonly why: string;
}

export interface Accountant {
  readonly name: string;
  readonly summary: string;
  readonly reference: Reference;
  /** whether the truth is never above what it says, or may be on either side */
  readonly kind: "upper-bound" | "approximation";
  /** `true`, or which sub-event it refuses and why */
  supports(event: DpEvent, neighbours: NeighbouringRelation): true | Unsupported;
  /**
   * Epsilon (nats) of the composition of `events`, Infinity where none is finite. Pure.
   * @param delta in [0, 1]
   * @throws {RangeError} on an unsupported event (naming it) or a delta outside [0, 1]
   */
  epsilon(events: readonly DpEvent[], delta: number, neighbours: NeighbouringRelation): number;
  /**
   * Delta of the composition of `events` at an epsilon: the inverse of `epsilon`, where that is as cheap. Pure.
   * @param epsilon nats, in [0, ∞]
   * @throws {RangeError} on an unsupported event (naming it) or a negative epsilon
   */
  delta?(events: readonly DpEvent[], epsilon: number, neighbours: NeighbouringRelation): number;
}
