/** The judge's process: it trains once, then says what it takes images for. @module */
import type { ToProcess } from "../../shared/process/messages.js";
import { buildTask } from "../../shared/process/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { judgeOf } from "./judge-of.js";
import type { FromJudge, JudgeJob, TrainingJob } from "./job.js";
import type { Judging } from "./judging.js";

const send = (message: FromJudge): void => void process.send?.(message);

// the launcher is gone, however it went: nothing here has a purpose any more
process.on("disconnect", () => process.exit(1));
// Ctrl-C reaches the whole process group; the launcher decides what to do about it
process.on("SIGINT", () => undefined);

let judge: Promise<Judging> | undefined;

process.on("message", (message: ToProcess<JudgeJob>) => {
  if (message.type === "stop") process.exit(0);
  if (message.type !== "start") return;
  work(message.job).catch((error: unknown) =>
    send({ type: "failed", reason: error instanceof Error ? error.message : String(error) }),
  );
});

async function work(job: JudgeJob): Promise<void> {
  if (job.what === "train") {
    judge = becomeJudge(job);
    send({ type: "trained", skill: await (await judge).skill() });
    return;
  }
  if (judge === undefined) throw new Error("a judge was asked before it was trained");
  const { id, images } = job;
  const ready = await judge;
  const judgement = await (images instanceof Float32Array
    ? ready.judge(images)
    : ready.judgeExamples(images.split, images.indices));
  send({ type: "judged", id, judgement });
}

async function becomeJudge(job: TrainingJob): Promise<Judging> {
  await useBackend(job.backend);
  const { dataset, network } = await buildTask(job);
  return await judgeOf(dataset, network, RngStream.fromKey(job.key));
}
