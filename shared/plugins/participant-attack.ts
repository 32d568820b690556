/** Attacks by a participant: it takes part like anybody else, and makes of the shared model what it is not meant for. @module */
import type { z } from "zod";
import type { RngStream } from "../random/rng-stream.js";
import type { Network } from "../tensor/network.js";
import type { KnownDefence, ThreatModel } from "./attack.js";
import type { TurnFacts } from "./defence.js";
import type { Plugin } from "./plugin.js";
import type { Examples } from "./task.js";

/** What a malicious participant knows of the run: what every participant knows, and its own data. */
export interface ParticipantAttackInit {
  /** what is trained; it has a logit for each class of the task, and then for each artificial class */
  readonly network: Network;
  /** of the task; labels from this one on are artificial classes, which no example has */
  readonly classes: number;
  /** which of the participants it is, from 0 */
  readonly participant: number;
  /** of the run */
  readonly participants: number;
  readonly rounds: number;
  readonly learningRate: number;
  readonly facts: TurnFacts;
  /** its own examples; nobody else's */
  readonly own: Examples;
  /** of the other participants, in order, those that all of them have */
  readonly defences: readonly KnownDefence[];
  readonly rng: RngStream;
}

/** The shared model when the participant's turn begins. */
export interface DownloadedModel {
  /** from 1 */
  readonly round: number;
  /** [P], as it was downloaded; left as it is */
  readonly weights: Float32Array;
  /** nothing changed it since the participant's last turn but what it uploaded itself; absent: not known, or not so */
  readonly alone?: boolean;
}

/** Examples that are not the participant's data, mixed into the lots of its turn. */
export interface Injection {
  /** drawn from with replacement; labels may be artificial classes */
  readonly examples: Examples;
  /** how many of them go into every lot, beside what it draws of its own */
  readonly perLot: number;
}

/** What the attack believes examples of a class look like that it never held. Never holds the truth. */
export interface RepresentativeClaim {
  readonly kind: "representatives";
  readonly targetClass: number;
  /** the round in whose turn it was made */
  readonly round: number;
  /** [m, ...inputShape], flat, in [0, 1]; empty before the attack has begun */
  readonly images: Float32Array;
  /** in words: since when it attacks, or what it waits for */
  readonly explanation: readonly string[];
}

export interface ParticipantAttack {
  /**
   * Called in each of the participant's turns, before it trains. Calls `breathe` every few milliseconds of computing, so
   * that the connection stays alive, and stops soon after it rejects.
   * @returns what its lots of this turn hold besides its own examples; undefined for nothing
   */
  takeTurn(model: DownloadedModel, breathe: () => Promise<void>): Promise<Injection | undefined>;
  /** What it would claim now, `count` images; the same `count` gives the same draws of noise every time. */
  claim(count: number): RepresentativeClaim;
}

export interface ParticipantAttackPlugin<P extends z.ZodObject = z.ZodObject> extends Plugin<
  "attack",
  P,
  ParticipantAttackInit,
  ParticipantAttack
> {
  readonly threat: ThreatModel & { readonly seat: "participant" };
}
