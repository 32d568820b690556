/** The judge as its launcher knows it: a process that is started when it is first asked. @module */
import type { TaskJob } from "../../shared/process/messages.js";
import { Child } from "../launch/child.js";
import { compiled } from "../launch/compiled.js";
import type { FromJudge, JudgeJob, JudgingJob } from "./job.js";
import type { Judgement, JudgeSkill, Judging, Split } from "./judging.js";

/** Whoever waits for an answer. */
interface Waiting<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function waiting<T>(): Waiting<T> {
  let settle: Pick<Waiting<T>, "resolve" | "reject"> | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  // nobody may be waiting for it any more when it fails
  promise.catch(() => undefined);
  return { promise, ...settle! };
}

/**
 * Once it is trained it answers whatever the signal says, so that claims made before an interruption can be scored.
 * Every method rejects with an {Error} in words when the judge cannot be trained or its process ends, and with the
 * signal's reason when it aborts during training.
 */
export class Judge implements Judging {
  readonly #task: TaskJob;
  readonly #key: string;
  readonly #signal: AbortSignal;
  readonly #questions = new Map<number, Waiting<Judgement>>();
  readonly #skill = waiting<JudgeSkill>();
  #child: Child<JudgeJob, FromJudge> | undefined;
  /** why there will be no answers any more */
  #failure: Error | undefined;
  #asked = 0;

  /** @param key of the judge's own streams, hex */
  constructor(task: TaskJob, key: string, signal: AbortSignal) {
    this.#task = task;
    this.#key = key;
    this.#signal = signal;
  }

  /** Trains it, if nobody has asked before. */
  async skill(): Promise<JudgeSkill> {
    this.#start();
    return await this.#skill.promise;
  }

  async judge(images: Float32Array): Promise<Judgement> {
    return await this.#ask(images);
  }

  async judgeExamples(split: Split, indices: Int32Array): Promise<Judgement> {
    return await this.#ask({ split, indices });
  }

  /** Leaves no process behind. */
  async stop(): Promise<void> {
    this.#fail(new Error("the judge was stopped"));
    await this.#child?.stop();
  }

  async #ask(images: JudgingJob["images"]): Promise<Judgement> {
    await this.skill();
    if (this.#failure !== undefined) throw this.#failure;
    const id = ++this.#asked;
    const question = waiting<Judgement>();
    this.#questions.set(id, question);
    this.#child?.send({ type: "start", job: { what: "judge", id, images } });
    return await question.promise;
  }

  #start(): void {
    if (this.#child !== undefined || this.#failure !== undefined) return;
    if (this.#signal.aborted) return this.#fail(this.#signal.reason as Error);
    const abort = (): void => this.#fail(this.#signal.reason as Error);
    this.#signal.addEventListener("abort", abort, { once: true });
    const job = { ...this.#task, what: "train", key: this.#key } as const;
    const child = new Child<JudgeJob, FromJudge>(compiled.judge, job, (message) => {
      if (message.type === "trained") {
        this.#signal.removeEventListener("abort", abort);
        this.#skill.resolve(message.skill);
      } else if (message.type === "judged") {
        this.#questions.get(message.id)?.resolve(message.judgement);
        this.#questions.delete(message.id);
      } else if (message.type === "failed") this.#fail(new Error(`the judge cannot judge: ${message.reason}`));
    });
    this.#child = child;
    void child.ended.then((how) => {
      this.#signal.removeEventListener("abort", abort);
      this.#fail(new Error(`the judge's process ended early (${how})`));
    });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#skill.reject(error);
    for (const question of this.#questions.values()) question.reject(error);
    this.#questions.clear();
  }
}
