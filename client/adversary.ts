/** An attack by a participant, from its first turn to its last claim. @module */
import type { FromClient, ParticipantAttackJob } from "../shared/process/messages.js";
import type { Injection, ParticipantAttack } from "../shared/plugins/participant-attack.js";
import { breather } from "./turn/breather.js";
import { changedAlone } from "./turn/own-change.js";

/** images of a claim: enough that a share of them is known to a few hundredths */
const CLAIMED_IMAGES = 256;

/** An attack that fails leaves its participant an honest one: the federation goes on, and the lab is told why. */
export class Adversary {
  readonly #job: Pick<ParticipantAttackJob, "id" | "claimEvery">;
  readonly #send: (message: FromClient) => Promise<void>;
  #attack: ParticipantAttack | undefined;
  #nextClaim: number;
  #lastTurn = 0;
  #lastClaim = 0;
  #before: { readonly weights: Float32Array; readonly update: Float32Array } | undefined;

  constructor(
    job: Pick<ParticipantAttackJob, "id" | "claimEvery">,
    attack: ParticipantAttack,
    send: (message: FromClient) => Promise<void>,
  ) {
    this.#job = job;
    this.#attack = attack;
    this.#send = send;
    this.#nextClaim = job.claimEvery;
  }

  /** @param weights [P], as downloaded; left as they are */
  async beforeTraining(round: number, weights: Float32Array): Promise<Injection | undefined> {
    this.#lastTurn = round;
    const before = this.#before;
    const alone = before !== undefined && changedAlone(before.weights, weights, before.update);
    try {
      return await this.#attack?.takeTurn({ round, weights, alone }, breather());
    } catch (error) {
      await this.#fail(error);
      return undefined;
    }
  }

  /**
   * What it made of the model of this turn.
   * @param weights [P], as downloaded
   * @param update [P], as uploaded
   */
  uploaded(weights: Float32Array, update: Float32Array): void {
    this.#before = { weights, update };
  }

  /** Says what it believes where that is due. */
  async afterTurn(round: number): Promise<void> {
    if (round < this.#nextClaim) return;
    this.#nextClaim = round - (round % this.#job.claimEvery) + this.#job.claimEvery;
    await this.#claim(round);
  }

  /** The run is over: the last claim is its result. */
  async conclude(): Promise<void> {
    if (this.#lastClaim < this.#lastTurn) await this.#claim(this.#lastTurn);
  }

  async #claim(round: number): Promise<void> {
    this.#lastClaim = round;
    try {
      const claim = this.#attack?.claim(CLAIMED_IMAGES);
      if (claim !== undefined) await this.#send({ type: "claim", id: this.#job.id, claim });
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #fail(error: unknown): Promise<void> {
    this.#attack = undefined;
    const reason = error instanceof Error ? error.message : String(error);
    await this.#send({ type: "attack-failed", id: this.#job.id, reason });
  }
}
