/** Aggregators: what the server makes of a round's updates. @module */
import type { z } from "zod";
import type { CohortRule } from "../learning/cohort.js";
import type { PrivacyUnit } from "../privacy/events.js";
import type { PlannedRelease } from "../privacy/planned-release.js";
import type { ScheduleName } from "../process/messages.js";
import type { RngStream } from "../random/rng-stream.js";
import type { KnownDefence, Seat } from "./attack.js";
import type { Measurement, UpdateKind } from "./defence.js";
import type { Plugin } from "./plugin.js";

/** What a run says about its rounds; the same facts whoever asks. */
export interface AggregatorFacts {
  /** P, coordinates of an update */
  readonly parameters: number;
  /** N, of the whole run */
  readonly participants: number;
  readonly schedule: ScheduleName;
  /** who takes a turn in a round; everybody where absent */
  readonly cohort?: CohortRule;
  readonly rounds: number;
  /** the most turns that any participant takes in the whole run */
  readonly turns: number;
  /** the fewest updates a round may end with; those of everybody due where absent */
  readonly minUpdates?: number;
  readonly update: UpdateKind;
  readonly weighting: "uniform" | "examples";
  /** in (0, 1] */
  readonly uploadFraction: number;
  /** in (0, 1] */
  readonly downloadFraction: number;
  /** what the server's seat sees: every update, or what an ideal secure aggregation leaves it */
  readonly sees: "updates" | "sum";
  readonly unit: PrivacyUnit;
  readonly delta: number;
}

/** What every participant does to its update last, so that the aggregator can promise what it promises. */
export interface UpdateBounding {
  /** one bound on the L2 norm of the whole update, or the same on each of m layers, divided by √m */
  readonly clipping: "flat" | "per-layer";
  /** after the clip an update is multiplied by min(examples / weightCap, 1); by 1 where absent */
  readonly weightCap?: number;
  /** whether an update says if its norm was within the clip */
  readonly tellsWithin: boolean;
  /** its own share of the noise: standard deviations, of each coordinate in units of the clip norm, and of what it says */
  readonly noise?: { readonly coordinate: number; readonly indicator?: number };
}

/** What one participant adds to a round. */
export interface Contribution {
  readonly participant: number;
  /** [P], zero where nothing was uploaded */
  readonly update: Float32Array;
  /** how many its participant says it holds; only where updates are weighted by it */
  readonly examples?: number;
  /** 1/2 for a norm within the clip, −1/2 for one beyond, and its share of noise; only where that is asked */
  readonly withinClip?: number;
}

export interface AggregationContext {
  /** from 1 */
  readonly round: number;
  /** the server's stream for this round's aggregate */
  readonly rng: RngStream;
}

export interface Aggregate {
  /** [P], of the run's kind of update: what the weights change by, or the gradient of the step */
  readonly update: Float32Array;
  /** [P], the mean of what was uploaded, before any noise of the server: all that its seat sees where it sees no single one */
  readonly mean: Float32Array;
  readonly measurements: readonly Measurement[];
}

/** What a round's aggregate releases, of whom, and to whom. */
export interface AggregateRelease extends PlannedRelease {
  /** which rounds add up for a participant: each, whoever was drawn, or those that it takes a turn in */
  readonly counts: "rounds" | "turns";
  /** the seats that learn no more than this */
  readonly protectsAgainst: readonly Seat[];
  /** which samples the accountants assume, in words */
  readonly sampling: string;
  /** on whom the guarantee relies, in words */
  readonly relies: string;
}

export interface Aggregator {
  /** the parameters in force where they are not those asked for: a privacy target turned into noise */
  readonly params?: Readonly<Record<string, unknown>>;
  /** what it asks of participants; they upload what they like where absent */
  readonly bounding?: UpdateBounding;
  /** L2, announced with the weights of the round to come where there is a `bounding` */
  readonly clipNorm?: number;
  /**
   * The aggregate of a round. Called once a round, in order: it may move `clipNorm`, by nothing but what it has released.
   * @param contributions in participant order; there may be none
   * @returns undefined where nothing can be made of so few, and the weights stay as they are
   */
  aggregate(contributions: readonly Contribution[], ctx: AggregationContext): Aggregate | undefined;
  /** absent where an aggregate promises nothing that the updates in it do not */
  readonly release?: AggregateRelease;
  /** what participants do for it, as defences that adversaries know */
  readonly knownDefences?: readonly KnownDefence[];
}

export interface AggregatorInit {
  readonly facts: AggregatorFacts;
  /**
   * The smallest noise multiplier whose whole run meets `epsilon` under the run's first accountant.
   * @throws {ImpossibleCombination} when no noise multiplier does
   */
  calibrate(epsilon: number, release: (noiseMultiplier: number) => AggregateRelease): number;
}

export type AggregatorPlugin<P extends z.ZodObject = z.ZodObject> = Plugin<"aggregator", P, AggregatorInit, Aggregator>;
