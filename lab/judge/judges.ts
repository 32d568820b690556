/** The judges of a whole run: what several variants and seeds are measured with is trained once. @module */
import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import type { TaskJob } from "../../shared/process/messages.js";
import { Judge } from "./judge.js";

export class Judges {
  readonly #key: string;
  readonly #signal: AbortSignal;
  /** by what they are trained on */
  readonly #judges = new Map<string, Judge>();

  /** @param key of the judges' own streams, hex: of the run, not of one of its seeds */
  constructor(key: string, signal: AbortSignal) {
    this.#key = key;
    this.#signal = signal;
  }

  /** The one of this task; its process starts when it is first asked. */
  of({ folder, backend, dataset, model, extraClasses }: TaskJob): Judge {
    const task = { folder, backend, dataset, model, ...(extraClasses !== undefined && { extraClasses }) };
    const name = createHash("sha256").update(serialize(task)).digest("hex");
    const judge = this.#judges.get(name) ?? new Judge(task, this.#key, this.#signal);
    this.#judges.set(name, judge);
    return judge;
  }

  /** Leaves no process behind. */
  async stop(): Promise<void> {
    await Promise.all([...this.#judges.values()].map((judge) => judge.stop()));
  }
}
