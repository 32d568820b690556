/** A process of a benchmark's own, which answers one request after another. @module */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a worker sends back: its answer, or why it has none. */
export type Reply<Answer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly reason: string };

export class Worker<Request, Answer> {
  readonly #process: ChildProcess;
  readonly #name: string;

  /** @param name of a file in `workers/` */
  constructor(name: string, environment: Readonly<Record<string, string>> = {}) {
    this.#name = name;
    this.#process = fork(fileURLToPath(new URL(`../bench/workers/${name}.js`, import.meta.resolve("fedleak"))), [], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { ...process.env, ...environment },
      execArgv: ["--expose-gc"],
    });
  }

  /** @throws {Error} when the worker fails or ends; ask again only when it has answered */
  ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error(`the worker ${this.#name} ended before it answered`));
      this.#process.once("close", ended);
      this.#process.once("message", (reply: Reply<Answer>) => {
        this.#process.off("close", ended);
        if (reply.ok) resolve(reply.answer);
        else reject(new Error(`the worker ${this.#name} failed: ${reply.reason}`));
      });
      this.#process.send(request as object);
    });
  }

  /** Lets it go: it ends by itself. */
  stop(): void {
    this.#process.disconnect();
  }
}
