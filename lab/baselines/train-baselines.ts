/** The processes that train baselines, from their start to their end. @module */
import { availableParallelism } from "node:os";
import { Child } from "../launch/child.js";
import { compiled } from "../launch/compiled.js";
import type { BaselineEvent, BaselineJob, FromBaselines } from "./job.js";
import { spread } from "./spread.js";

/**
 * Trains every model of the job, a process a core, and leaves no process behind, however it ends.
 * @throws {Error} in words, when a model cannot be trained, and the signal's reason when it is aborted
 */
export async function trainBaselines(
  job: BaselineJob,
  onEvent: (event: BaselineEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const processes = spread(job.learners, availableParallelism()).map((learners) =>
    start({ ...job, learners }, onEvent),
  );
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort);
  });
  try {
    await Promise.race([Promise.all(processes.map(({ done }) => done)), aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    await Promise.all(processes.map(({ child }) => child.stop()));
  }
}

function start(job: BaselineJob, onEvent: (event: BaselineEvent) => void) {
  let settle: (error?: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = (error) => (error === undefined ? resolve() : reject(error));
  });
  const child = new Child<BaselineJob, FromBaselines>(compiled.baselines, job, (message) => {
    if (message.type === "finished") settle();
    else if (message.type === "failed") settle(new Error(message.reason));
    else if (message.event.type === "baseline") onEvent(message.event);
  });
  void child.ended.then((how) => settle(new Error(`a process that trains baselines ended early (${how})`)));
  return { child, done };
}
