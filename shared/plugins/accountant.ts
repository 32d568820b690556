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
  /** `true`, or which sub-event it refuses and why */
  supports(event: DpEvent, neighbours: NeighbouringRelation): true | Unsupported;
  /**
   * An upper bound on epsilon (nats) of the composition of `events`, Infinity where none is finite. Pure.
   * @param delta in [0, 1]
   * @throws {RangeError} on an unsupported event (naming it) or a delta outside [0, 1]
   */
  epsilon(events: readonly DpEvent[], delta: number, neighbours: NeighbouringRelation): number;
}
