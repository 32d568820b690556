/** The parameter server's process. @module */
import type { Aggregator, AggregatorPlugin } from "../shared/plugins/aggregator.js";
import { loadPlugin } from "../shared/plugins/load.js";
import type { FromServer, ServerJob, ToProcess } from "../shared/process/messages.js";
import { buildTask } from "../shared/process/task.js";
import { useBackend } from "../shared/tensor/backend/index.js";
import { AttackHost } from "./adversary/attack-host.js";
import { aggregators } from "./aggregators/index.js";
import { EventBatch } from "./event-batch.js";
import { EventLoopDelay } from "./event-loop-delay.js";
import { Federation } from "./federation.js";
import { scheduleOf } from "./schedules/index.js";

const sendNow = (message: FromServer): void => void process.send?.(message);
const events = new EventBatch(sendNow);
let federation: Federation | undefined;
let hosts: readonly AttackHost[] = [];

// the launcher is gone, however it went: nothing here has a purpose any more
process.on("disconnect", () => process.exit(1));
// Ctrl-C reaches the whole process group; the launcher decides what to do about it
process.on("SIGINT", () => undefined);

process.on("message", (message: ToProcess<ServerJob>) => {
  if (message.type === "gone") message.participants.forEach((participant) => federation?.gone(participant));
  else if (message.type === "stop") process.exit(0);
  else if (message.type === "conclude") hosts.forEach((host) => host.abort());
  else if (message.type === "start") serve(message.job).catch((error: unknown) => fail(error));
});

/** Keeps the order of what is said. */
function send(message: FromServer): void {
  events.flush();
  sendNow(message);
}

function fail(error: unknown): void {
  send({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
}

async function serve(job: ServerJob): Promise<void> {
  await useBackend(job.backend);
  const { dataset, network } = await buildTask(job);
  const delay = new EventLoopDelay();
  const fromAttack = (message: FromServer): void => {
    if (message.type === "observed") delay.watch();
    send(message);
  };
  hosts = job.attacks.map((attack) => new AttackHost(job, attack, fromAttack));
  federation = new Federation({
    job,
    aggregator: await aggregatorOf(job),
    network,
    test: dataset.open("test"),
    report: (event) => events.add(event),
    observe: (observation) => hosts.forEach((host) => host.observe(observation)),
  });
  send({ type: "listening", url: await federation.hub.listen() });
  await federation.joins.everybody(job.joinSeconds);
  await federation.evaluate(0);
  await scheduleOf(job)(federation);
  if (federation.rounds < job.rounds) await federation.endEarly();
  const { rounds, store, evaluation, upBytes, downBytes, hub } = federation;
  send({ type: "trained", rounds, weights: store.weights, ...evaluation, upBytes, downBytes });
  await hub.close("every round is done");
  await Promise.all(hosts.map((host) => host.finish(job.attackSeconds)));
  const p99Ms = delay.end();
  if (p99Ms !== undefined) events.add({ type: "responsiveness", p99Ms });
  send({ type: "finished" });
}

async function aggregatorOf({ aggregator, aggregatorFacts: facts }: ServerJob): Promise<Aggregator> {
  const plugin = await loadPlugin<AggregatorPlugin>(aggregator, aggregators);
  return plugin.create(plugin.params.parse(aggregator.params), {
    facts,
    calibrate: () => {
      throw new Error("the launcher meets privacy targets before it starts the server");
    },
  });
}
