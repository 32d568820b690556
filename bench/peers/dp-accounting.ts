/** dp_accounting as an accountant: a Python process that is asked a line and answers a line. @module */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { DpSgdTask } from "../support/dp-sgd-tasks.js";
import { peers } from "./installation.js";

export interface PeerEpsilon {
  /** with its defaults */
  readonly epsilon: number;
  /** on a grid that is fine enough for this epsilon */
  readonly refined: number;
  /** what `epsilon` took */
  readonly milliseconds: number;
}

export class DpAccounting {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  static isInstalled(): boolean {
    return peers.isInstalled("dp-accounting");
  }

  constructor() {
    const script = fileURLToPath(peers.source("dp_accounting_epsilons.py"));
    this.#process = spawn(peers.python("dp-accounting"), [script], { stdio: ["pipe", "pipe", "ignore"] });
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** @throws {Error} when it ends before it answers */
  async epsilon(task: DpSgdTask): Promise<PeerEpsilon> {
    this.#process.stdin.write(`${JSON.stringify(task)}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error("dp_accounting ended before it answered: npm run bench:peers installs it again");
    return JSON.parse(line.value) as PeerEpsilon;
  }

  stop(): void {
    this.#process.kill();
  }
}
