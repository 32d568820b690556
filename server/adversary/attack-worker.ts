/** One attack's thread: receives what its seat sees, infers, hands back claims. @module */
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { AttackPlugin, Claim, Observation, ThreatModel } from "../../shared/plugins/attack.js";
import { loadPlugin } from "../../shared/plugins/load.js";
import type { AttackJob, TaskJob } from "../../shared/process/messages.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { buildTask } from "../../shared/process/task.js";
import { attacks } from "../attacks/index.js";
import { Auditor } from "../audit/auditor.js";

export type ToAttackWorker =
  | { readonly type: "observe"; readonly observation: Observation }
  | { readonly type: "infer" }
  | { readonly type: "abort" };

export type FromAttackWorker =
  | { readonly type: "event"; readonly event: RunEvent }
  | { readonly type: "claims"; readonly threat: ThreatModel; readonly claims: readonly Claim[] }
  | { readonly type: "scores"; readonly scores: Float64Array }
  | { readonly type: "failed"; readonly reason: string };

interface AttackWorkerData {
  readonly task: TaskJob;
  readonly attack: AttackJob;
}

const { task, attack: attackJob } = workerData as AttackWorkerData;
const send = (message: FromAttackWorker): void => parentPort?.postMessage(message);
const ready = prepare();
let chain: Promise<void> = ready.then(() => undefined);

let observed = 0;
const abort = new AbortController();

parentPort?.on("message", (message: ToAttackWorker) => {
  if (message.type === "abort") return abort.abort();
  chain = chain.then(() => handle(message)).catch((error: unknown) => send({ type: "failed", reason: String(error) }));
});

async function prepare() {
  await useBackend(task.backend);
  const { network, dataset } = await buildTask(task);
  if (attackJob.canaries !== undefined) {
    const { examples, labels, others } = attackJob.canaries;
    const train = dataset.open("train");
    const canaries = { ...train.gather(examples), labels };
    return { auditor: new Auditor({ ...attackJob.facts, network, canaries, others: train.gather(others) }) };
  }
  const plugin = await loadPlugin<AttackPlugin>(attackJob.attack, attacks);
  const test = dataset.open("test");
  const attack = plugin.create(plugin.params.parse(attackJob.attack.params), {
    ...attackJob.facts,
    network,
    classes: network.classes,
    auxiliary: test.gather(Int32Array.from({ length: test.count }, (_, i) => i)),
    rng: RngStream.fromKey(attackJob.key),
  });
  return { attack, threat: plugin.threat };
}

async function handle(message: Exclude<ToAttackWorker, { type: "abort" }>): Promise<void> {
  const prepared = await ready;
  if (prepared.auditor !== undefined) {
    // a request to stop overtakes turns that are yet to be looked at; scores of the others stand
    await setImmediate();
    if (message.type === "infer") return send({ type: "scores", scores: prepared.auditor.scores });
    return abort.signal.aborted ? undefined : prepared.auditor.observe(message.observation);
  }
  const { attack, threat } = prepared;
  if (message.type === "observe") {
    observed++;
    return attack.observe(message.observation);
  }
  // from here on time left can be told
  send({ type: "event", event: { type: "attack", id: attackJob.id, done: 0, total: observed } });
  const inference = attack.infer(abort.signal);
  for (;;) {
    const { done, value } = await inference.next();
    if (done) return send({ type: "claims", threat, claims: value });
    send({ type: "event", event: { type: "attack", id: attackJob.id, ...value } });
  }
}
