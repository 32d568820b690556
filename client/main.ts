/** The process of one participant or of several. @module */
import { createChain } from "../shared/plugins/defence-chain.js";
import type { Defence, DefencePlugin } from "../shared/plugins/defence.js";
import { loadPlugin } from "../shared/plugins/load.js";
import type { ParticipantAttackPlugin } from "../shared/plugins/participant-attack.js";
import type { Dataset } from "../shared/plugins/task.js";
import type { ClientJob, FromClient, ParticipantJob, ToProcess } from "../shared/process/messages.js";
import { buildTask } from "../shared/process/task.js";
import { layoutDigest } from "../shared/protocol/digest.js";
import { RngStream } from "../shared/random/rng-stream.js";
import { useBackend } from "../shared/tensor/backend/index.js";
import type { Network } from "../shared/tensor/network.js";
import { Adversary } from "./adversary.js";
import { participantAttacks } from "./attacks/index.js";
import { defences } from "./defences/index.js";
import { PrivacyMonitor } from "./monitor/monitor.js";
import { participate, type Host } from "./participant.js";
import { Places } from "./places.js";
import { plant } from "./turn/plant.js";
import type { Training } from "./turn/take-turn.js";

const send = (message: FromClient): void => void process.send?.(message);

/** Resolves once it is on its way: a process that ends before takes it along. */
const sent = (message: FromClient): Promise<void> =>
  new Promise((resolve) => void process.send?.(message, () => resolve()));

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

/** how many of a process's participants pull, train and push at once: while one trains, another's messages travel */
const TURNS_AT_ONCE = 2;

async function run(job: ClientJob): Promise<void> {
  await useBackend(job.backend);
  const { dataset, network } = await buildTask(job);
  const store = dataset.open("train");
  const host: Host = { job, layout: layoutDigest(network.layout), places: new Places(TURNS_AT_ONCE), send };
  await Promise.all(
    job.participants.map(async (own) => {
      const { participant, examples, facts, spending, ledger } = own;
      const monitor = new PrivacyMonitor({
        ...{ participant, unit: facts.unit, spending, repeatable: facts.secureRandomness !== true },
        ...(ledger !== undefined && { file: ledger }),
      });
      const rng = facts.secureRandomness ? RngStream.secure() : RngStream.fromKey(own.key);
      const { canaries } = own;
      const data = canaries === undefined ? { store } : plant(store, canaries);
      const training = { ...job.training, network, ...data, examples, defences: await chainOf(own), facts, rng };
      await participate(host, own, training, monitor, await adversaryOf(own, { network, dataset, training }));
    }),
  );
}

interface Surroundings {
  readonly network: Network;
  readonly dataset: Dataset;
  readonly training: Training;
}

async function adversaryOf(
  { attack: own, participant, facts }: ParticipantJob,
  { network, dataset, training }: Surroundings,
): Promise<Adversary | undefined> {
  if (own === undefined) return undefined;
  const { participants, rounds, defences, key } = own;
  const { learningRate, store, examples } = training;
  const plugin = await loadPlugin<ParticipantAttackPlugin>(own.attack, participantAttacks);
  const attack = plugin.create(plugin.params.parse(own.attack.params), {
    ...{ network, classes: dataset.classes, participant, participants, rounds, learningRate, facts, defences },
    own: store.gather(examples),
    rng: RngStream.fromKey(key),
  });
  return new Adversary(own, attack, sent);
}

async function chainOf({ defences: refs, facts }: ParticipantJob): Promise<readonly Defence[]> {
  const requests = await Promise.all(
    refs.map(async (ref) => ({ plugin: await loadPlugin<DefencePlugin>(ref, defences), params: ref.params })),
  );
  return createChain(requests, facts, () => {
    throw new Error("the launcher meets privacy targets before it starts a participant");
  });
}
