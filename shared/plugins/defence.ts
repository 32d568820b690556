/** Defences: what a participant does to its update before it leaves the device. @module */
import type { z } from "zod";
import type { DpEvent, NeighbouringRelation, PrivacyUnit } from "../privacy/events.js";
import type { PlannedRelease } from "../privacy/planned-release.js";
import type { RngStream } from "../random/rng-stream.js";
import type { Network } from "../tensor/network.js";
import type { Plugin } from "./plugin.js";
import type { Examples } from "./task.js";

/** How a participant draws the examples of a round. */
export type Sampling = "poisson" | "truncated-poisson" | "fixed" | "shuffle";

/**
 * What a participant uploads: `gradient`, the mean gradient of one lot, or `delta`, what its local steps changed in the
 * weights.
 */
export type UpdateKind = "gradient" | "delta";

/** What a run says about one participant's turns; the same facts whoever asks. */
export interface TurnFacts {
  readonly update: UpdateKind;
  readonly sampling: Sampling;
  /** expected examples in a lot, and the denominator of its mean gradient */
  readonly batchSize: number;
  /** the most examples of a lot, where that is limited */
  readonly maxBatchSize?: number;
  /** examples the participant holds */
  readonly examples: number;
  /** lots, one after another, that a turn trains on; 1 for a gradient */
  readonly localSteps: number;
  /** turns the participant takes in the whole run, at most */
  readonly turns: number;
  /** whether it takes a turn in every round, so that the round says how many it has taken */
  readonly everyRound: boolean;
  /** P, coordinates of an update */
  readonly parameters: number;
  readonly unit: PrivacyUnit;
  /** its randomness can be neither predicted nor repeated, and noise has to survive attacks on floating-point numbers */
  readonly secureRandomness?: true;
}

/** What is known about a value on its way out of the device. */
export interface Release {
  /** bound on the L2 norm of the update itself, Infinity where nothing bounds it */
  readonly l2Bound: number;
  /** bound on its L1 norm, never below `l2Bound`; Infinity where nothing bounds it */
  readonly l1Bound: number;
  /** the mechanism that released it, once one has; later steps are post-processing */
  readonly event?: DpEvent;
  readonly neighbours?: NeighbouringRelation;
}

export interface Measurement {
  /** such as "clip/fraction" */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export interface Protected {
  /** [P] */
  readonly update: Float32Array;
  /** the update is meant to be mostly zeros, which need not travel */
  readonly sparse?: boolean;
  readonly measurements: readonly Measurement[];
}

/**
 * What a defence carries from one lot to the next. Whatever of it shows in an update has to follow from what was released
 * before, for it decides what is released next.
 */
export type DefenceState = Readonly<Record<string, number>>;

export interface DefenceContext {
  /** from 1 */
  readonly round: number;
  /** local step within the turn, from 1; an update is protected after the last */
  readonly step: number;
  readonly facts: TurnFacts;
  /** this defence's own stream for this step of this round */
  readonly rng: RngStream;
  /** as the lot before left it; absent before the first */
  readonly state?: DefenceState;
}

export interface LotTask {
  readonly network: Network;
  /** [P] */
  readonly weights: Float32Array;
  readonly lot: Examples;
  /** the examples that no lot is drawn from, where the defence holds some out */
  readonly heldOut?: () => Examples;
}

export interface LotGradient extends Protected {
  /** [B], nats; stays on the device and in the lab */
  readonly losses: Float32Array;
  /** for the lot after this one */
  readonly state?: DefenceState;
}

export interface Defence {
  /** the parameters in force where they are not those asked for: a privacy target turned into noise */
  readonly params?: Readonly<Record<string, unknown>>;
  /**
   * Replaces the computation of the lot's gradient (the sum over the lot divided by `facts.batchSize`).
   * At most one defence of a participant does, and it comes first.
   */
  lotGradient?(task: LotTask, ctx: DefenceContext): LotGradient;
  /** share of the participant's examples, in (0, 1), that its lots leave out; for one that computes gradients */
  readonly heldOutShare?: number;
  /** Changes the update; the argument is left as it was. */
  protectUpdate?(update: Float32Array, ctx: DefenceContext): Protected;
  /**
   * What is known after this defence in the turn of `round`, from 1, given what was known before it. A mechanism, never an
   * epsilon. Pure.
   */
  release(before: Release, facts: TurnFacts, round: number): Release;
}

/** Given to `create`, so that a privacy target can be met and an impossible combination refused. */
export interface DefenceInit {
  /** the facts of the participant with the highest sampling rate */
  readonly facts: TurnFacts;
  /** what is known before this defence */
  readonly before: Release;
  /**
   * The smallest noise multiplier whose whole run, one `release` a turn, meets `epsilon` under the run's first accountant.
   * @throws {ImpossibleCombination} when no noise multiplier does
   */
  calibrate(epsilon: number, release: (noiseMultiplier: number, round: number) => PlannedRelease): number;
}

export type DefencePlugin<P extends z.ZodObject = z.ZodObject> = Plugin<"defence", P, DefenceInit, Defence> & {
  /** it chooses which coordinates leave the device, so that nothing after it may choose again */
  readonly selectsCoordinates?: true;
  /** with secure randomness, what it releases is what its event says to the last bit, whatever floating point does */
  readonly survivesFloatingPoint?: true;
};
