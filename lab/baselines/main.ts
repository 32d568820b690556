/** The process that trains models of baselines, one after another. @module */
import { evaluate } from "../../shared/learning/evaluate.js";
import type { ToProcess } from "../../shared/process/messages.js";
import { buildTask } from "../../shared/process/task.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import type { BaselineJob, FromBaselines } from "./job.js";
import { trainLearner } from "./train.js";

const send = (message: FromBaselines): void => void process.send?.(message);

// the launcher is gone, however it went: nothing here has a purpose any more
process.on("disconnect", () => process.exit(1));
// Ctrl-C reaches the whole process group; the launcher decides what to do about it
process.on("SIGINT", () => undefined);

process.on("message", (message: ToProcess<BaselineJob>) => {
  if (message.type === "stop") process.exit(0);
  if (message.type !== "start") return;
  run(message.job).then(
    () => send({ type: "finished" }),
    (error: unknown) => send({ type: "failed", reason: error instanceof Error ? error.message : String(error) }),
  );
});

async function run(job: BaselineJob): Promise<void> {
  await useBackend(job.backend);
  const { dataset, network } = await buildTask(job);
  const test = dataset.open("test");
  const start = await evaluate(network, job.initialWeights, test);
  const task = { ...job, network, train: dataset.open("train"), test, start };
  for (const learner of job.learners) await trainLearner(task, learner, (event) => send({ type: "event", event }));
}
