/** What a way of drawing lots is: how it draws, and what a mechanism on such a lot releases, so that neither contradicts the other. @module */
import type { TurnFacts } from "../../plugins/defence.js";
import type { DpEvent, NeighbouringRelation } from "../../privacy/events.js";
import type { RngStream } from "../../random/rng-stream.js";

/** The lot of that number, from 1: indices into [0, examples). */
export type DrawLot = (number: number) => Int32Array;

export interface LotSize {
  /** that the participant holds */
  readonly examples: number;
  /** expected examples in a lot, an integer in [1, examples] */
  readonly batchSize: number;
  /** the most examples of a lot, where that is limited */
  readonly maxBatchSize?: number;
}

export type LotFacts = Pick<TurnFacts, keyof LotSize>;

/** What one lot releases under which relation. */
export interface LotRelease {
  readonly event: DpEvent;
  readonly neighbours: NeighbouringRelation;
}

export interface Sampler {
  /** @param rng the participant's sampling stream, at its start */
  drawer(size: LotSize, rng: RngStream): DrawLot;
  /**
   * What Gaussian noise on the sum of a lot's clipped gradients releases; undefined where no accounting of it is known.
   * @param noiseMultiplier standard deviation of the noise over the clip norm
   */
  release?(noiseMultiplier: number, facts: LotFacts): LotRelease;
}

/** Probability, in (0, 1], with which Poisson sampling takes each example into one lot. */
export const samplingRate = ({ batchSize, examples }: LotSize): number => Math.min(1, batchSize / examples);
