/** The parameter server: joins, pulls, pushes and rounds of one run. @module */
import { evaluate } from "../shared/learning/evaluate.js";
import type { ExampleStore } from "../shared/plugins/task.js";
import type { Observation } from "../shared/plugins/attack.js";
import type { ServerJob } from "../shared/process/messages.js";
import type { RunEvent } from "../shared/process/run-events.js";
import { layoutDigest } from "../shared/protocol/digest.js";
import { refuse, type PullAnswer, type PushAnswer } from "../shared/protocol/messages.js";
import { RngStream } from "../shared/random/rng-stream.js";
import type { Network } from "../shared/tensor/network.js";
import { parameterCount } from "../shared/tensor/param-vector.js";
import { Hub } from "./hub.js";
import { checkPush } from "./push-check.js";
import type { RoundTurns } from "./round-turns.js";
import { ParameterStore } from "./store.js";

export interface FederationParts {
  readonly job: ServerJob;
  readonly network: Network;
  readonly test: ExampleStore;
  readonly report: (event: RunEvent) => void;
  /** sees every accepted update of a round, in participant order, once the round is over */
  readonly observe: (observation: Observation) => void;
}

interface Accepted {
  readonly round: number;
  readonly sequence: number;
}

export class Federation {
  readonly job: ServerJob;
  readonly store: ParameterStore;
  readonly hub: Hub;
  readonly report: FederationParts["report"];
  readonly observe: FederationParts["observe"];
  /** participants that have not left for good */
  readonly present: Set<number>;
  upBytes = 0;
  downBytes = 0;
  readonly #network: Network;
  readonly #test: ExampleStore;
  readonly #parameters: number;
  readonly #lastAccepted = new Map<number, Accepted>();
  readonly #seen = new Set<number>();
  #turns: RoundTurns | undefined;
  #onJoin: () => void = () => undefined;

  constructor({ job, network, test, report, observe }: FederationParts) {
    this.job = job;
    this.report = report;
    this.observe = observe;
    this.present = new Set(Array.from({ length: job.participants }, (_, i) => i));
    this.#network = network;
    this.#test = test;
    this.#parameters = parameterCount(network.layout);
    this.store = new ParameterStore(network.initialise(RngStream.fromKey(job.key).fork("initial-weights")));
    const admission = { secret: job.secret, participants: job.participants, layout: layoutDigest(network.layout) };
    this.hub = new Hub(admission, this.#parameters, {
      joined: (participant) => this.#joined(participant),
      left: (participant, reason) => this.#left(participant, reason),
      pull: (_participant, version) => this.#pull(version),
      push: (participant, message) => this.#push(participant, message),
    });
  }

  /** Waits until every participant that has not left for good is connected. @throws {Error} naming who did not come */
  async everybodyJoined(): Promise<void> {
    const { joinSeconds } = this.job;
    await new Promise<void>((resolve, reject) => {
      const check = (): void => {
        if (this.missing().length > 0) return;
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        const missing = this.missing();
        const who = `${missing.length} of ${this.job.participants} participants did not join within ${joinSeconds} s`;
        reject(new Error(`${who} (${missing.slice(0, 10).join(", ")}); limits.joinSeconds allows more time`));
      }, joinSeconds * 1000);
      this.#onJoin = check;
      check();
    });
    this.#onJoin = () => undefined;
  }

  missing(): readonly number[] {
    const { connected } = this.hub;
    return [...this.present].filter((participant) => !connected.has(participant));
  }

  /** Opens a round: announces it to its participants, and to those who reconnect while it lasts. */
  open(turns: RoundTurns): void {
    this.#turns = turns;
    this.hub.announce(turns.open, { round: turns.round, version: turns.version });
  }

  closeRound(): void {
    this.#turns = undefined;
  }

  /** This participant will not come back: nothing waits for it any more. */
  gone(participant: number): void {
    this.present.delete(participant);
    this.#turns?.close(participant, "dropped", "its process ended and is not started again");
    this.#onJoin();
  }

  /** Accuracy and loss of the weights on the whole test set, reported as of `round`. */
  async evaluate(round: number): Promise<{ accuracy: number; loss: number }> {
    const { accuracy, loss } = await evaluate(this.#network, this.store.weights, this.#test);
    this.report({ type: "evaluation", round, accuracy, loss });
    return { accuracy, loss };
  }

  #joined(participant: number): void {
    if (!this.#seen.has(participant)) {
      this.#seen.add(participant);
      this.report({ type: "joined", participant });
    }
    const turns = this.#turns;
    if (turns?.isOpen(participant)) this.hub.announce([participant], { round: turns.round, version: turns.version });
    this.#onJoin();
  }

  #left(participant: number, reason: string): void {
    const turns = this.#turns;
    if (turns === undefined) return;
    this.report({ type: "incident", what: "left", participant, round: turns.round, reason });
  }

  #pull(version: number): PullAnswer {
    if (version !== this.store.version) {
      return refuse(
        "stale-version",
        `version ${version} was asked for, the server holds version ${this.store.version}`,
      );
    }
    const values = this.store.bytes;
    this.downBytes += values.byteLength;
    return { ok: true, version, values };
  }

  #push(participant: number, message: unknown): PushAnswer {
    const checked = checkPush(message, participant, { parameters: this.#parameters, turns: this.#turns });
    if (checked.ok) {
      const { round, sequence, values } = checked.push;
      this.upBytes += values.byteLength;
      this.#lastAccepted.set(participant, { round, sequence });
      this.#turns?.accept(participant, checked.update);
      return { ok: true, duplicate: false };
    }
    if (this.#isResend(participant, message)) return { ok: true, duplicate: true };
    const { code, reason } = checked.refusal;
    if (checked.endsTurn) this.#turns?.close(participant, "refused", `${code}: ${reason}`);
    else this.#reportRefusal(participant, `${code}: ${reason}`);
    return checked.refusal;
  }

  #isResend(participant: number, message: unknown): boolean {
    const last = this.#lastAccepted.get(participant);
    const resent = message as { round?: unknown; sequence?: unknown } | null;
    return last !== undefined && resent?.round === last.round && resent.sequence === last.sequence;
  }

  #reportRefusal(participant: number, reason: string): void {
    this.report({ type: "incident", what: "refused", participant, round: this.#turns?.round ?? 0, reason });
  }
}
