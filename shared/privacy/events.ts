/**
 * Differentially private events: what was released, as a mechanism, never as an epsilon.
 *
 * An event says enough that an accountant can be written without reading the algorithm. A field is never removed and
 * its meaning never changes; an accountant that does not know an event refuses it.
 * @module
 */

/** Whose presence is protected. */
export type PrivacyUnit = "example" | "participant";

/** Which data sets count as neighbours. */
export type NeighbouringRelation = "add-or-remove-one" | "replace-one";

export type DpEvent =
  /** Adds N(0, (noiseMultiplier · s)²) to every coordinate of a value of L2 sensitivity s. noiseMultiplier in [0, ∞). */
  | { readonly type: "gaussian"; readonly noiseMultiplier: number }
  /** Adds Laplace noise of scale noiseMultiplier · s to every coordinate of a value of L1 sensitivity s. noiseMultiplier in [0, ∞). */
  | { readonly type: "laplace"; readonly noiseMultiplier: number }
  /** Runs `event` on a sample that holds each record independently with `probability` in [0, 1]. */
  | { readonly type: "poisson-sampled"; readonly probability: number; readonly event: DpEvent }
  /** `event`, `count` times, each with fresh randomness. count is an integer, 0 or more. */
  | { readonly type: "repeated"; readonly count: number; readonly event: DpEvent }
  /** All of `events`, on the same data. */
  | { readonly type: "composed"; readonly events: readonly DpEvent[] }
  /** Depends on no data. */
  | { readonly type: "no-op" }
  /** Released with no guarantee. */
  | { readonly type: "non-private"; readonly why: string };
