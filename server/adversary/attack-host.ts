/** The adversary at the server's seat: a worker of its own, so that no attack holds up the parameter server. @module */
import { Worker } from "node:worker_threads";
import type { Observation } from "../../shared/plugins/attack.js";
import type { AttackJob, FromServer, TaskJob } from "../../shared/process/messages.js";
import type { FromAttackWorker, ToAttackWorker } from "./attack-worker.js";

/** bundles do not lie where their sources do: found from the package instead */
const worker = new URL("../server/adversary/attack-worker.js", import.meta.resolve("fedleak"));

/** how long an attack that was asked to stop may take to hand over what it has, seconds */
const ABORT_GRACE_SECONDS = 10;

export class AttackHost {
  /** settles when the attack has ended, with claims or without; never rejects */
  readonly ended: Promise<void>;
  readonly #job: AttackJob;
  readonly #worker: Worker;
  readonly #send: (message: FromServer) => void;
  /** participants still to be seen, by round */
  readonly #awaited = new Map<number, Set<number>>();
  #kill: NodeJS.Timeout | undefined;
  #inferring = false;
  #over = false;

  constructor({ folder, backend, dataset, model }: TaskJob, attack: AttackJob, send: (message: FromServer) => void) {
    this.#job = attack;
    this.#send = send;
    for (const { participant, round } of attack.turns) {
      const targets = this.#awaited.get(round);
      if (targets === undefined) this.#awaited.set(round, new Set([participant]));
      else targets.add(participant);
    }
    // of its job the server tells the worker what an adversary may know, and no more
    const task: TaskJob = { folder, backend, dataset, model };
    this.#worker = new Worker(worker, { workerData: { task, attack } });
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
        if (message.type === "claims" || message.type === "scores") end();
      });
      this.#worker.on("error", (error) => end(error.message));
      this.#worker.on("exit", () => end("the attack's worker ended before it claimed anything"));
    });
  }

  /** Hands over what the seat sees, if it is a target. */
  observe(observation: Observation): void {
    if (!this.#isAwaited(observation)) return;
    // what an audit sees is not attacked again
    if (this.#job.canaries === undefined) this.#send({ type: "observed", id: this.#job.id, observation });
    this.#post({ type: "observe", observation });
    if (this.#awaited.size === 0) this.#infer();
  }

  /** Nothing more will be seen: claims are due, and the attack is asked to stop after `seconds`, if they are given. */
  async finish(seconds?: number): Promise<void> {
    this.#infer();
    const limit = seconds === undefined ? undefined : setTimeout(() => this.abort(), seconds * 1000);
    await this.ended;
    clearTimeout(limit);
    clearTimeout(this.#kill);
    await this.#worker.terminate();
  }

  /** Asks the attack to stop with the claims it has; one that does not is ended without. */
  abort(): void {
    this.#post({ type: "abort" });
    this.#kill ??= setTimeout(() => void this.#worker.terminate(), ABORT_GRACE_SECONDS * 1000);
  }

  /** A sum is all that is seen of its round. */
  #isAwaited({ participant, round, members }: Observation): boolean {
    const targets = this.#awaited.get(round);
    if (targets === undefined) return false;
    const isTarget = members === undefined ? targets.delete(participant) : members.some((one) => targets.has(one));
    if (members !== undefined || targets.size === 0) this.#awaited.delete(round);
    return isTarget;
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
