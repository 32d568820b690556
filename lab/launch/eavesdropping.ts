/** The adversaries on the line: a relay that rebuilds what passes, and the attacks on what was heard there. @module */
import type { Observation } from "../../shared/plugins/attack.js";
import type { AttackJob, FromNetwork, NetworkJob, ScheduleName, TaskJob } from "../../shared/process/messages.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import { Child } from "./child.js";
import { compiled } from "./compiled.js";
import type { AttackOutcome } from "./federation.js";
import { HeardAttack } from "./heard-attack.js";

/** Every attack at the network's seat. */
export interface EavesdroppingJob extends Pick<NetworkJob, "messageBytes" | "parameters"> {
  readonly task: TaskJob;
  readonly attacks: readonly AttackJob[];
  readonly schedule: ScheduleName;
  /** how long they may compute after training */
  readonly attackSeconds: number;
}

export interface EavesdroppingListener {
  /** at the relay, which participants take for the server */
  listening(url: string): void;
  event(event: RunEvent): void;
  observed(attack: string, observation: Observation): void;
  /** the relay cannot go on, and neither can the run */
  failed(error: Error): void;
}

export class Eavesdropping {
  /** by attack; settles when all have ended, and never rejects */
  readonly outcomes: Promise<readonly (readonly [attack: string, outcome: AttackOutcome])[]>;
  readonly #network: Child<NetworkJob, FromNetwork>;
  readonly #attacks: readonly HeardAttack[];
  readonly #attackSeconds: number;
  readonly #listener: EavesdroppingListener;
  #limit: NodeJS.Timeout | undefined;
  #stopping = false;

  /** @param url the server's */
  constructor(url: string, job: EavesdroppingJob, listener: EavesdroppingListener) {
    const { task, attacks, schedule, messageBytes, parameters } = job;
    this.#listener = listener;
    this.#attackSeconds = job.attackSeconds;
    this.#attacks = attacks.map(
      (attack) =>
        new HeardAttack(task, attack, schedule, {
          event: (event) => listener.event(event),
          observed: (observation) => listener.observed(attack.id, observation),
        }),
    );
    this.outcomes = Promise.all(this.#attacks.map(async ({ ended }, i) => [attacks[i].id, await ended] as const));
    const turns = attacks.flatMap((attack) => attack.turns);
    const network = { url, messageBytes, parameters, turns };
    this.#network = new Child(compiled.network, network, (message: FromNetwork) => this.#fromNetwork(message));
    if (this.#network.pid !== undefined) listener.event({ type: "process", pid: this.#network.pid, role: "network" });
    void this.#network.ended.then((how) => {
      if (!this.#stopping) listener.failed(new Error(`the relay between participants and server ended (${how})`));
    });
  }

  /** Training is over: what has passed is all there is to hear. */
  trained(): void {
    this.#network.send({ type: "trained" });
    this.#limit = setTimeout(() => this.conclude(), this.#attackSeconds * 1000);
  }

  /** Attacks stop with the claims they have. */
  conclude(): void {
    for (const attack of this.#attacks) attack.conclude();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#limit);
    await Promise.all([this.#network, ...this.#attacks].map((process) => process.stop()));
  }

  #fromNetwork(message: FromNetwork): void {
    switch (message.type) {
      case "event":
        return this.#listener.event(message.event);
      case "failed":
        return this.#listener.failed(new Error(message.reason));
      case "listening":
        return this.#listener.listening(message.url);
      case "overheard":
        return this.#attacks.forEach((attack) => attack.hear(message.observation));
      case "silence":
        return this.#attacks.forEach((attack) => attack.silence(message.explanation));
    }
  }
}
