/** One attack on what was heard on the line, in a process of its own, so that it holds no relay up. @module */
import type { Claim, Observation, Turn } from "../../shared/plugins/attack.js";
import type { AdversaryJob, AttackJob, FromServer, ScheduleName, TaskJob } from "../../shared/process/messages.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import { Child } from "./child.js";
import { compiled } from "./compiled.js";
import type { AttackOutcome } from "./federation.js";

export interface HeardAttackListener {
  event(event: RunEvent): void;
  observed(observation: Observation): void;
}

export class HeardAttack {
  /** never rejects */
  readonly ended: Promise<AttackOutcome>;
  readonly #task: TaskJob;
  readonly #job: AttackJob;
  readonly #schedule: ScheduleName;
  readonly #listener: HeardAttackListener;
  /** targeted turns that were not heard yet, by name */
  readonly #awaited: Map<string, Turn>;
  readonly #heard: Observation[] = [];
  #process: Child<AdversaryJob, FromServer> | undefined;
  #isUnderWay = false;
  #isConcluded = false;
  #end: (outcome: AttackOutcome) => void = () => undefined;

  constructor(task: TaskJob, job: AttackJob, schedule: ScheduleName, listener: HeardAttackListener) {
    this.#task = task;
    this.#job = job;
    this.#schedule = schedule;
    this.#listener = listener;
    this.#awaited = new Map(job.turns.map((turn) => [turnName(turn), turn]));
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  /** Starts once everything was heard. */
  hear(observation: Observation): void {
    if (this.#isUnderWay || !this.#awaited.delete(turnName(observation))) return;
    this.#heard.push(observation);
    if (this.#awaited.size === 0) this.#start([]);
  }

  /** Nothing more will be heard: starts with what there is. @param explanation why there is no more, in words */
  silence(explanation: readonly string[]): void {
    if (!this.#isUnderWay) this.#start(explanation);
  }

  /** Asks it to stop with the claims it has. */
  conclude(): void {
    this.#isConcluded = true;
    this.#process?.send({ type: "conclude" });
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }

  #start(explanation: readonly string[]): void {
    this.#isUnderWay = true;
    const empty = [...this.#awaited.values()].map((turn) => nothingHeard(turn, explanation));
    if (this.#heard.length === 0) return this.#end({ claims: empty });
    // a synchronous server applies the updates of a round in this order, whatever the order in which they came
    if (this.#schedule === "synchronous") {
      this.#heard.sort((a, b) => a.round - b.round || a.participant - b.participant);
    }
    for (const observation of this.#heard) this.#listener.observed(observation);
    const job = { ...this.#task, attack: this.#job, observations: this.#heard };
    const adversary = new Child(compiled.adversary, job, (message: FromServer) => {
      if (message.type === "event") this.#listener.event(message.event);
      if (message.type === "claims") this.#end({ threat: message.threat, claims: [...message.claims, ...empty] });
      if (message.type === "attack-failed") this.#end({ claims: empty, failure: message.reason });
    });
    this.#process = adversary;
    if (this.#isConcluded) this.conclude();
    if (adversary.pid !== undefined) this.#listener.event({ type: "process", pid: adversary.pid, role: "attack" });
    void adversary.ended.then((how) => this.#end({ claims: empty, failure: `its process ended (${how})` }));
  }
}

/** What an attack says of a turn that it saw nothing of. */
function nothingHeard(turn: Turn, explanation: readonly string[]): Claim {
  return { kind: "reconstruction", turn, lotSize: 0, strategies: [], explanation };
}

function turnName({ participant, round }: Turn): string {
  return `${round}/${participant}`;
}
