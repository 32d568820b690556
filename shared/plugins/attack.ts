/** Attacks: what an adversary at a seat makes of what it sees there. @module */
import type { z } from "zod";
import type { RngStream } from "../random/rng-stream.js";
import type { Network } from "../tensor/network.js";
import type { Plugin } from "./plugin.js";
import type { Sampling, UpdateKind } from "./defence.js";
import type { Examples } from "./task.js";

export type Seat = "server" | "participant" | "querier" | "network";

export interface ThreatModel {
  readonly seat: Seat;
  readonly behaviour: "honest-but-curious" | "malicious";
  /** what is delivered to it; nothing else ever is */
  readonly sees: readonly string[];
  /** what it is assumed to know beforehand */
  readonly knows: readonly string[];
}

/** One participant's turn in one round. */
export interface Turn {
  /** from 0 */
  readonly participant: number;
  /** from 1 */
  readonly round: number;
}

/** What the server's seat sees of one turn: exactly what the wire brought, and the weights it had sent. */
export interface Observation extends Turn {
  /** [P], the server's weights when the participant pulled */
  readonly weights: Float32Array;
  /** [P], as received; zero where nothing was uploaded */
  readonly update: Float32Array;
  /** the coordinates that were uploaded, ascending; absent for all */
  readonly indices?: Int32Array;
  /**
   * Whose updates `update` is the mean of, where no single one is seen (a sum by secure aggregation, which the server
   * divides); ascending, and `participant` is the first of them. Absent for the update of one participant.
   */
  readonly members?: readonly number[];
}

/** A defence as the adversary knows it: its kind and its resolved parameters. */
export interface KnownDefence {
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What the adversary is entitled to know before it sees anything. */
export interface AttackInit {
  readonly network: Network;
  readonly classes: number;
  readonly update: UpdateKind;
  /** lots that a targeted turn trains on, the most of them */
  readonly localSteps: number;
  /** share of the parameters that an update reveals, in (0, 1] */
  readonly uploadFraction: number;
  /** every uploaded value lies within ± this; absent where there is no bound */
  readonly valueBound?: number;
  /** examples a lot of one participant, expected under poisson */
  readonly batchSize: number;
  /** examples that a targeted participant holds, the most of them; what it takes is public in a federation */
  readonly examplesEach: number;
  /** participants whose updates are seen as their mean only; 1 where each is seen */
  readonly summed: number;
  readonly sampling: Sampling;
  readonly learningRate: number;
  readonly rounds: number;
  readonly participants: number;
  /** defences of the targeted participants, in order */
  readonly defences: readonly KnownDefence[];
  /** examples of the task that no participant holds */
  readonly auxiliary: Examples;
  readonly rng: RngStream;
}

/** Every observed turn counts `total` / turns; a search reports within a turn, so that time left can be told. */
export interface AttackProgress {
  readonly done: number;
  readonly total: number;
  readonly note?: string;
}

/** One way of reading an observation. */
export interface Strategy {
  /** such as "raw", "denoised", "prior" */
  readonly name: string;
  /** [m, ...inputShape], flat; scored after clipping to [0, 1] */
  readonly images: Float32Array;
  /** [m] */
  readonly labels: Int32Array;
}

/** How a search went that led to a strategy. */
export interface SearchHistory {
  /** name of the strategy whose images these are */
  readonly strategy: string;
  /** ascending, from 0 */
  readonly iterations: readonly number[];
  /** [iterations], of the search that was kept; less is better */
  readonly objective: readonly number[];
  /** some of `iterations`, ascending */
  readonly frameIterations: readonly number[];
  /** [frameIterations, m, ...inputShape], flat: the images at those iterations, in the order of the strategy's */
  readonly frames: Float32Array;
}

/** What the attack says about one turn. Never holds the truth. */
export interface Claim {
  readonly kind: "reconstruction";
  readonly turn: Turn;
  /** examples the attack believes the lot had */
  readonly lotSize: number;
  readonly strategies: readonly Strategy[];
  /** in words: what it found, or why it could not (rank, lot size, dead units, signal to noise) */
  readonly explanation: readonly string[];
  readonly history?: SearchHistory;
}

export interface Attack {
  /** Called for every targeted turn, in the order in which the server applies their updates. */
  observe(observation: Observation): void;
  /** Yields progress, returns one claim an observed turn. Stops soon after `signal` aborts, with the claims it has. */
  infer(signal: AbortSignal): AsyncGenerator<AttackProgress, readonly Claim[]>;
}

export interface AttackPlugin<P extends z.ZodObject = z.ZodObject> extends Plugin<"attack", P, AttackInit, Attack> {
  readonly threat: ThreatModel;
}
