/** torch as a stepper: a Python process that is asked a line and answers a line. @module */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Stepper, StepTask } from "../support/steps.js";
import { peers } from "./installation.js";

export class TorchStepper implements Stepper {
  readonly name = "torch";
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  static isInstalled(): boolean {
    return peers.isInstalled("torch");
  }

  constructor() {
    const script = fileURLToPath(peers.source("torch_steps.py"));
    this.#process = spawn(peers.python("torch"), [script], { stdio: ["pipe", "pipe", "ignore"] });
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** @throws {Error} when torch ends before it answers */
  async time(task: StepTask): Promise<readonly number[]> {
    this.#process.stdin.write(`${JSON.stringify(task)}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error("torch ended before it answered: npm run bench:peers installs it again");
    return JSON.parse(line.value) as number[];
  }

  stop(): void {
    this.#process.kill();
  }
}
