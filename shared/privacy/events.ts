/**
 * Differentially private events: what was released, as a mechanism, never as an epsilon.
 *
 * An event says enough that an accountant can be written without reading the algorithm. A field is never removed and
 * its meaning never changes; an accountant that does not know an event refuses it. A sensitivity, and with it a noise
 * multiplier, is stated under the neighbouring relation that the event is accounted under: a sum of vectors of norm at
 * most C moves by C when one comes, goes or is zeroed, and by 2C when one is replaced.
 * @module
 */

/** Whose presence is protected. */
export type PrivacyUnit = "example" | "participant";

/**
 * Which data sets count as neighbours: one record more or less; one record with another value; one record with a value
 * that contributes nothing, the number of records being public (dp_accounting's REPLACE_SPECIAL).
 */
export type NeighbouringRelation = "add-or-remove-one" | "replace-one" | "zero-out-one";

export type DpEvent = NoiseEvent | ChoiceEvent | StatedEvent | SampledEvent | AlgorithmEvent | StructureEvent;

/** Noise on a value of known sensitivity. */
export type NoiseEvent =
  /** Adds N(0, (noiseMultiplier · s)²) to every coordinate of a value of L2 sensitivity s. noiseMultiplier in [0, ∞). */
  | { readonly type: "gaussian"; readonly noiseMultiplier: number }
  /** Adds Laplace noise of scale noiseMultiplier · s to every coordinate of a value of L1 sensitivity s. noiseMultiplier in [0, ∞). */
  | { readonly type: "laplace"; readonly noiseMultiplier: number }
  /**
   * Adds integers of probability proportional to exp(-k² / 2 noiseStddev²) to every coordinate of a vector of integers
   * whose L2 sensitivity is `sensitivity`; both in [0, ∞). `coordinates` is 1 for a scalar, whose sensitivity is an integer.
   */
  | {
      readonly type: "discrete-gaussian";
      readonly noiseStddev: number;
      readonly sensitivity: number;
      readonly coordinates: number;
    }
  /**
   * One record moves a value by `shifts[i]` with probability `probabilities[i]`; N(0, noiseStddev²) is added. Shifts in
   * [0, ∞), probabilities sum to 1. Group privacy under sampling has this form.
   */
  | {
      readonly type: "gaussian-mixture";
      readonly noiseStddev: number;
      readonly shifts: readonly number[];
      readonly probabilities: readonly number[];
    };

/** A choice among few outcomes. */
export type ChoiceEvent =
  /** Tells the truth among `buckets` >= 2 answers, but with probability `noiseParameter` in [0, 1] a uniformly random one. */
  | { readonly type: "randomised-response"; readonly noiseParameter: number; readonly buckets: number }
  /** Picks an answer with probability proportional to exp(epsilon · score / 2 · sensitivity of the score). epsilon in [0, ∞). */
  | { readonly type: "exponential"; readonly epsilon: number };

/** Known by its guarantee alone. */
export type StatedEvent =
  /** (epsilon, delta) differentially private; epsilon in [0, ∞), delta in [0, 1). */
  | { readonly type: "approximate"; readonly epsilon: number; readonly delta: number }
  /** rho zero-concentrated differentially private (Bun & Steinke 2016); rho in [0, ∞). */
  | { readonly type: "zcdp"; readonly rho: number };

/** A mechanism on a sample, whose members stay secret. */
export type SampledEvent =
  /** Runs `event` on a sample that holds each record independently with `probability` in [0, 1]. */
  | { readonly type: "poisson-sampled"; readonly probability: number; readonly event: DpEvent }
  /**
   * The same, but where the sample of `examples` records has more than `maximum` >= 1 members, a uniformly random
   * `maximum` of them is used.
   */
  | {
      readonly type: "truncated-poisson-sampled";
      readonly examples: number;
      readonly probability: number;
      readonly maximum: number;
      readonly event: DpEvent;
    }
  /** Runs `event` on `size` different ones of `examples` records, each subset equally likely. */
  | { readonly type: "fixed-size-sampled"; readonly examples: number; readonly size: number; readonly event: DpEvent };

/** An algorithm with an analysis of its own. */
export type AlgorithmEvent =
  /**
   * The sparse vector technique, with at most `answers` >= 1 accepted queries, and a fresh threshold after each (Dwork &
   * Roth 2014, algorithm 2 and NumericSparse). Scales of Laplace noise in units of the queries' sensitivity, in (0, ∞):
   * on the threshold, on each comparison, and on each released value; the last is absent where no value is released.
   */
  | {
      readonly type: "sparse-vector";
      readonly answers: number;
      readonly thresholdNoise: number;
      readonly comparisonNoise: number;
      readonly answerNoise?: number;
    }
  /**
   * Prefix sums of a stream of `steps` >= 1 values by a binary tree, every node with N(0, (noiseMultiplier · s)²), s the
   * sensitivity of a value. A record takes part at most `participations` times, at least `separation` >= 1 steps apart.
   */
  | {
      readonly type: "tree-aggregation";
      readonly noiseMultiplier: number;
      readonly steps: number;
      readonly participations: number;
      readonly separation: number;
    };

export type StructureEvent =
  /**
   * One pass over shuffled records, cut into lots: each record is in at most one lot, wherever the shuffle put it, and
   * `event` is run on every lot. No amplification is claimed for the shuffle.
   */
  | { readonly type: "shuffled"; readonly event: DpEvent }
  /** `event`, `count` times, each with fresh randomness. count is an integer, 0 or more. */
  | { readonly type: "repeated"; readonly count: number; readonly event: DpEvent }
  /** All of `events`, on the same data. */
  | { readonly type: "composed"; readonly events: readonly DpEvent[] }
  /** Depends on no data. */
  | { readonly type: "no-op" }
  /** Released with no guarantee. */
  | { readonly type: "non-private"; readonly why: string };

export type DpEventType = DpEvent["type"];

/** The event of that type. */
export type EventOf<Type extends DpEventType> = Extract<DpEvent, { readonly type: Type }>;
