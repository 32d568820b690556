/** Searches for the least value of a function, each asking for one evaluation after another. @module */

export interface Evaluation {
  /** NaN and infinite values count as worse than any other */
  readonly value: number;
  /** [n] */
  readonly gradient: Float64Array;
}

/** Why a search ended: below its target, at a point that it cannot improve, or out of iterations. */
export type SearchEnd = "reached" | "stalled" | "exhausted";

/** Yields the point [n] that it wants evaluated, its own copy; n is the same throughout. */
export type Search = Generator<Float32Array, SearchEnd, Evaluation>;
