/** The parameter server: joins, turns and weights of one run. A schedule decides who takes a turn when. @module */
import { evaluate } from "../shared/learning/evaluate.js";
import type { Aggregator } from "../shared/plugins/aggregator.js";
import type { Observation } from "../shared/plugins/attack.js";
import type { ExampleStore } from "../shared/plugins/task.js";
import type { ServerJob } from "../shared/process/messages.js";
import type { RunEvent } from "../shared/process/run-events.js";
import { layoutDigest } from "../shared/protocol/digest.js";
import {
  refuse,
  type FetchPart,
  type FetchAnswer,
  type Pull,
  type PullAnswer,
  type Withdraw,
  type WithdrawAnswer,
} from "../shared/protocol/messages.js";
import { RngStream } from "../shared/random/rng-stream.js";
import type { Network } from "../shared/tensor/network.js";
import { parameterCount } from "../shared/tensor/param-vector.js";
import { Downloads } from "./wire/downloads.js";
import { Hub } from "./wire/hub.js";
import { Joins } from "./joins.js";
import { OpenTurns, type OpenTurn, type Outcome } from "./open-turns.js";
import { ParameterStore } from "./store.js";
import { Uploads } from "./wire/uploads.js";

export interface FederationParts {
  readonly job: ServerJob;
  readonly aggregator: Aggregator;
  readonly network: Network;
  readonly test: ExampleStore;
  readonly report: (event: RunEvent) => void;
  /** what the server's seat sees: every update that is applied, or every sum of a round, in the order in which it is */
  readonly observe: (observation: Observation) => void;
}

export class Federation {
  readonly job: ServerJob;
  readonly aggregator: Aggregator;
  readonly store: ParameterStore;
  readonly hub: Hub;
  readonly joins: Joins;
  readonly report: FederationParts["report"];
  readonly observe: FederationParts["observe"];
  /** the server's own stream */
  readonly rng: RngStream;
  /** the last one */
  evaluation = { accuracy: NaN, loss: NaN };
  /** rounds that are done */
  rounds = 0;
  /** told the first pull of every turn */
  onPull: (turn: OpenTurn) => void = () => undefined;
  downBytes = 0;
  #evaluated = 0;
  readonly #network: Network;
  readonly #test: ExampleStore;
  readonly #turns: OpenTurns;
  readonly #uploads: Uploads;
  readonly #downloads: Downloads;

  constructor({ job, aggregator, network, test, report, observe }: FederationParts) {
    this.job = job;
    this.aggregator = aggregator;
    this.report = report;
    this.observe = observe;
    this.rng = RngStream.fromKey(job.key);
    this.#network = network;
    this.#test = test;
    const parameters = parameterCount(network.layout);
    this.store = new ParameterStore(job.initialWeights ?? network.initialise(this.rng.fork("initial-weights")));
    this.#turns = new OpenTurns(job.roundSeconds, ({ participant, round }, what, reason) => {
      report({ type: "incident", what, participant, round, reason });
    });
    const tellsWithin = aggregator.bounding?.tellsWithin ?? false;
    this.#uploads = new Uploads(job, { parameters, tellsWithin }, this.#turns, (participant, round, reason) => {
      report({ type: "incident", what: "refused", participant, round, reason });
    });
    this.#downloads = new Downloads({
      fraction: job.downloadFraction,
      messageBytes: job.messageBytes,
      rng: this.rng.fork("download"),
    });
    const admission = { secret: job.secret, participants: job.participants, layout: layoutDigest(network.layout) };
    this.hub = new Hub(admission, job, {
      joined: (participant) => this.#joined(participant),
      left: (participant, reason) => this.#left(participant, reason),
      pull: (participant, message) => this.#pull(participant, message),
      fetch: (participant, message) => this.#fetch(participant, message),
      part: (participant, message) => this.#uploads.part(participant, message),
      push: (participant, message) => this.#uploads.push(participant, message),
      withdraw: (participant, message) => this.#withdraw(participant, message),
    });
    this.joins = new Joins(job.participants, () => this.hub.connected);
  }

  get upBytes(): number {
    return this.#uploads.bytes;
  }

  /** Gives a participant its turn of a round; settles when that turn ends, and never rejects. */
  async turn(participant: number, round: number): Promise<Outcome> {
    if (!this.joins.present.has(participant)) {
      const miss = this.joins.hasWithdrawn(participant) ? "withdrawn" : "dropped";
      return { ok: false, participant, miss, why: `participant ${participant} ${miss}: it left for good before` };
    }
    const ended = this.#turns.open(participant, round);
    this.hub.announce(participant, { round });
    return ended;
  }

  /** This participant will not come back: nothing waits for it any more. */
  gone(participant: number): void {
    this.#turns.close(participant, "dropped", "its process ended and is not started again");
    this.joins.gone(participant);
  }

  /** Whether training ends here, because everybody who is alive has withdrawn. */
  get isOver(): boolean {
    return this.joins.haveAllLeft;
  }

  /** What a last round ends with, where training ended before it. @throws {Error} where the weights are not finite */
  async endEarly(): Promise<void> {
    this.store.requireFinite();
    if (this.#evaluated !== this.rounds) await this.evaluate(this.rounds);
  }

  /** Accuracy and loss of the weights on the whole test set, reported as of `round`. */
  async evaluate(round: number): Promise<void> {
    this.#evaluated = round;
    this.evaluation = await evaluate(this.#network, this.store.weights, this.#test);
    this.report({ type: "evaluation", round, ...this.evaluation });
  }

  #joined(participant: number): void {
    if (this.joins.came(participant)) this.report({ type: "joined", participant });
    const turn = this.#turns.of(participant);
    if (turn !== undefined) this.hub.announce(participant, { round: turn.round });
  }

  #left(participant: number, reason: string): void {
    const turn = this.#turns.of(participant);
    if (turn !== undefined) this.report({ type: "incident", what: "left", participant, round: turn.round, reason });
  }

  #pull(participant: number, { round, complete }: Pull): PullAnswer {
    const turn = this.#turns.of(participant);
    if (turn?.round !== round) {
      return refuse("not-your-turn", `participant ${participant} has no turn of round ${round}`);
    }
    if (turn.base === undefined) {
      turn.base = this.store.snapshot;
      this.onPull(turn);
    }
    const { message, bytes } = this.#downloads.of(turn, turn.base, this.store, complete);
    this.downBytes += bytes;
    // it moves between rounds only: whoever asks again in its turn is told the same
    const { bounding, clipNorm } = this.aggregator;
    const clip = bounding !== undefined && clipNorm !== undefined && { clipNorm };
    return { ok: true, version: turn.base.version, weights: message, ...clip };
  }

  #fetch(participant: number, { round, number }: FetchPart): FetchAnswer {
    const turn = this.#turns.of(participant);
    if (turn?.round === round) return this.#downloads.part(turn, number);
    return refuse("not-your-turn", `participant ${participant} has no turn of round ${round}`);
  }

  #withdraw(participant: number, { round, reason }: Withdraw): WithdrawAnswer {
    // said again: the answer was lost
    if (this.joins.hasWithdrawn(participant)) return { ok: true };
    if (this.#turns.of(participant)?.round !== round) {
      return refuse("not-your-turn", `participant ${participant} has no turn of round ${round}`);
    }
    // no turn is opened for it again, and whoever waits for this one finds that it has left
    this.joins.withdrew(participant);
    this.#turns.close(participant, "withdrawn", reason);
    return { ok: true };
  }
}
