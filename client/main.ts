/** A participant's process. @module */
import { createChain } from "../shared/plugins/defence-chain.js";
import type { Defence, DefencePlugin } from "../shared/plugins/defence.js";
import { loadPlugin } from "../shared/plugins/load.js";
import type { ClientJob, FromClient, ToProcess } from "../shared/process/messages.js";
import { buildTask } from "../shared/process/task.js";
import { RngStream } from "../shared/random/rng-stream.js";
import { useBackend } from "../shared/tensor/backend/index.js";
import { defences } from "./defences/index.js";
import { participate } from "./participant.js";

const send = (message: FromClient): void => void process.send?.(message);

// the launcher is gone, however it went: nothing here has a purpose any more
process.on("disconnect", () => process.exit(1));
// Ctrl-C reaches the whole process group; the launcher decides what to do about it
process.on("SIGINT", () => undefined);

process.on("message", (message: ToProcess<ClientJob>) => {
  if (message.type === "stop") process.exit(0);
  if (message.type !== "start") return;
  run(message.job).then(
    () => process.exit(0),
    (error: unknown) => {
      send({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
      process.exit(1);
    },
  );
});

async function run(job: ClientJob): Promise<void> {
  await useBackend(job.backend);
  const { dataset, network } = await buildTask(job);
  const training = {
    network,
    store: dataset.open("train"),
    examples: job.examples,
    defences: await chainOf(job),
    facts: job.facts,
    rng: RngStream.fromKey(job.key),
  };
  await participate(job, training, send);
}

async function chainOf({ defences: refs, facts }: ClientJob): Promise<readonly Defence[]> {
  const requests = await Promise.all(
    refs.map(async (ref) => ({ plugin: await loadPlugin<DefencePlugin>(ref, defences), params: ref.params })),
  );
  return createChain(requests, facts, () => {
    throw new Error("the launcher meets privacy targets before it starts a participant");
  });
}
