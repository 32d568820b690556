/** What is scored: guesses at a lot, of an attack or of a control. @module */
import type { Turn } from "../../shared/plugins/attack.js";

export interface Guesses {
  /** [m, ...shape], flat, in [0, 1] */
  readonly images: Float32Array;
  /** [m], class indices from 0 */
  readonly labels: Int32Array;
}

/** What a turn's lot really held; n may be 0. */
export interface Truth {
  readonly turn: Turn;
  /** [n, ...shape], flat, in [0, 1] */
  readonly images: Float32Array;
  /** [n] */
  readonly labels: Int32Array;
  /** [n], the participant that held each, ascending, where the turn is the sum of several; else the turn's own */
  readonly owners?: readonly number[];
}

/** The same values within [0, 1]; NaN, which no guess can mean, becomes 0. */
export function clipToUnit(values: Float32Array): Float32Array {
  return values.map((value) => (value > 0 ? Math.min(value, 1) : 0));
}
