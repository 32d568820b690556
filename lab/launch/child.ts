/** A process that the launcher started, and its end. @module */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ToProcess } from "../../shared/process/messages.js";

/** how long a process that was asked to stop may take, ms */
const STOP_MS = 3000;
/** how much of what a process wrote to stderr is kept for its obituary, characters */
const LAST_WORDS = 2000;

export class Child<Job, Message> {
  /** how the process ended, in words; never rejects */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  #lastWords = "";

  /** @param nodeOptions such as `--max-semi-space-size=2` */
  constructor(entry: URL, job: Job, onMessage: (message: Message) => void, nodeOptions: readonly string[] = []) {
    // advanced: typed arrays pass as they are
    this.#process = fork(fileURLToPath(entry), [], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: [...nodeOptions],
    });
    this.#process.stderr?.setEncoding("utf8");
    this.#process.stderr?.on("data", (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
    });
    this.#process.on("message", (message) => onMessage(message as Message));
    this.ended = new Promise((resolve) => {
      this.#process.on("error", (error) => resolve(error.message));
      this.#process.on("close", (code, signal) => {
        const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
        const obituary = this.#lastWords === "" ? how : `${how}: ${this.#lastWords.trim()}`;
        // what it had said last may still be in the channel
        if (this.#process.connected) this.#process.once("disconnect", () => resolve(obituary));
        else resolve(obituary);
      });
    });
    this.send({ type: "start", job });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  send(message: ToProcess<Job>): void {
    // a process that is ending may have closed its channel already
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  /** Asks it to stop and sees that it does. */
  async stop(): Promise<void> {
    this.send({ type: "stop" });
    const kill = setTimeout(() => this.#process.kill("SIGKILL"), STOP_MS);
    await this.ended;
    clearTimeout(kill);
  }
}
