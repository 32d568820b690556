/** The adversary at the server's seat: a worker of its own, so that no attack holds up the parameter server. @module */
import { Worker } from "node:worker_threads";
import type { Observation } from "../../shared/plugins/attack.js";
import type { AttackJob, FromServer, ServerJob } from "../../shared/process/messages.js";
import type { FromAttackWorker, ToAttackWorker } from "./attack-worker.js";

/** how long an attack that was asked to stop may take to hand over what it has, seconds */
const ABORT_GRACE_SECONDS = 10;

export class AttackHost {
  /** settles when the attack has ended, with claims or without; never rejects */
  readonly ended: Promise<void>;
  readonly #job: AttackJob;
  readonly #worker: Worker;
  readonly #send: (message: FromServer) => void;
  readonly #awaited: Set<string>;
  #inferring = false;
  #over = false;

  constructor(job: ServerJob, attack: AttackJob, send: (message: FromServer) => void) {
    this.#job = attack;
    this.#send = send;
    this.#awaited = new Set(attack.turns.map(turnName));
    this.#worker = new Worker(new URL("./attack-worker.js", import.meta.url), { workerData: { job, attack } });
    this.ended = new Promise((resolve) => {
      const end = (failure?: string): void => {
        if (this.#over) return;
        this.#over = true;
        if (failure !== undefined) send({ type: "attack-failed", id: attack.id, reason: failure });
        resolve();
      };
      this.#worker.on("message", (message: FromAttackWorker) => {
        if (message.type === "failed") end(message.reason);
        else send({ ...message, id: attack.id } as FromServer);
        if (message.type === "claims") end();
      });
      this.#worker.on("error", (error) => end(error.message));
      this.#worker.on("exit", () => end("the attack's worker ended before it claimed anything"));
    });
  }

  /** Hands over what the seat sees, if it is a target. */
  observe(observation: Observation): void {
    if (!this.#awaited.delete(turnName(observation))) return;
    this.#send({ type: "observed", id: this.#job.id, observation });
    this.#post({ type: "observe", observation });
    if (this.#awaited.size === 0) this.#infer();
  }

  /** Nothing more will be seen: claims are due, and the attack is asked to stop after `seconds`. */
  async finish(seconds: number): Promise<void> {
    this.#infer();
    const abort = setTimeout(() => this.#post({ type: "abort" }), seconds * 1000);
    const kill = setTimeout(() => void this.#worker.terminate(), (seconds + ABORT_GRACE_SECONDS) * 1000);
    await this.ended;
    clearTimeout(abort);
    clearTimeout(kill);
    await this.#worker.terminate();
  }

  #infer(): void {
    if (this.#inferring) return;
    this.#inferring = true;
    this.#post({ type: "infer" });
  }

  #post(message: ToAttackWorker): void {
    this.#worker.postMessage(message);
  }
}

function turnName({ participant, round }: { participant: number; round: number }): string {
  return `${round}/${participant}`;
}
