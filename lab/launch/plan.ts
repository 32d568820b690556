/** Everything a run will do, worked out before anything starts. @module */
import type { AttackPlugin, KnownDefence, ThreatModel, Turn } from "../../shared/plugins/attack.js";
import { createChain } from "../../shared/plugins/defence-chain.js";
import type { Defence, TurnFacts } from "../../shared/plugins/defence.js";
import type { PluginRef } from "../../shared/plugins/load.js";
import type { Dataset } from "../../shared/plugins/task.js";
import { plannedRelease, type PlannedRelease } from "../../shared/privacy/planned-release.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { Catalogue } from "../../shared/scenario/catalogue.js";
import { paramsOf, pluginRef } from "../../shared/scenario/plugin-ref.js";
import type { AttackChoice, DefenceChoice, RunConfig } from "../../shared/scenario/schema.js";
import type { Network } from "../../shared/tensor/network.js";
import { calibrator } from "./privacy-target.js";

export interface PlannedParticipant {
  readonly participant: number;
  /** indices into the training split */
  readonly examples: Int32Array;
  readonly facts: TurnFacts;
  /** with the parameters in force */
  readonly defences: readonly PluginRef[];
  /** what every turn releases */
  readonly release: PlannedRelease;
}

export interface PlannedAttack {
  readonly id: string;
  readonly attack: PluginRef;
  readonly threat: ThreatModel;
  /** in order of round, then participant */
  readonly turns: readonly Turn[];
  readonly defences: readonly KnownDefence[];
}

export interface RunPlan {
  readonly config: RunConfig;
  readonly dataset: Dataset;
  readonly datasetRef: PluginRef;
  readonly network: Network;
  readonly modelRef: PluginRef;
  readonly participants: readonly PlannedParticipant[];
  readonly attacks: readonly PlannedAttack[];
  /** root of this run's randomness; known to the lab only */
  readonly root: RngStream;
}

/** @throws {ImpossibleCombination} from the plug-in that cannot work in this run */
export function planRun(config: RunConfig, catalogue: Catalogue): RunPlan {
  const root = RngStream.fromSeed(config.seed);
  const { count, partition, defences } = config.participants;
  const datasetPlugin = find(catalogue, "dataset", config.task.dataset.kind);
  const dataset = datasetPlugin.create(datasetPlugin.params.parse(paramsOf("dataset", config.task.dataset)), undefined);
  const modelPlugin = find(catalogue, "model", config.task.model.kind);
  const shape = { inputShape: dataset.shape, classes: dataset.classes };
  const network = modelPlugin.create(modelPlugin.params.parse(paramsOf("model", config.task.model)), shape);

  const train = dataset.open("train");
  const partitionPlugin = find(catalogue, "partition", partition.kind);
  const shards = partitionPlugin
    .create(partitionPlugin.params.parse(paramsOf("partition", partition)), {
      classes: dataset.classes,
      examples: train.count,
      participants: count,
    })
    .assign(train.labels, count, root.fork("partition"));

  const participants = planParticipants(config, catalogue, shards, defences);
  const attacks = config.attacks.map((choice) => planAttack(choice, config, catalogue, participants));
  return {
    config,
    dataset,
    datasetRef: pluginRef("dataset", config.task.dataset),
    network,
    modelRef: pluginRef("model", config.task.model),
    participants,
    attacks,
    root,
  };
}

function planParticipants(
  { training, privacy }: RunConfig,
  catalogue: Catalogue,
  shards: readonly Int32Array[],
  choices: readonly DefenceChoice[],
): readonly PlannedParticipant[] {
  const factsOf = (examples: Int32Array): TurnFacts => ({
    sampling: training.sampling,
    batchSize: training.batchSize,
    examples: examples.length,
    turns: training.rounds,
    unit: privacy.unit,
  });
  const calibrate = calibrator(privacy, training.rounds);
  // participants with the same defences share one noise level, that of the one whose examples are drawn most often
  const chains = new Map<string, { readonly chain: readonly Defence[]; readonly refs: readonly PluginRef[] }>();
  const usersOf = (choice: DefenceChoice) => choice.participants ?? shards.map((_, participant) => participant);
  const usedBy = shards.map((_, participant) => choices.filter((choice) => usersOf(choice).includes(participant)));
  const keyOf = (used: readonly DefenceChoice[]) => used.map((choice) => choices.indexOf(choice)).join();

  const chainFor = (used: readonly DefenceChoice[]) => {
    const known = chains.get(keyOf(used));
    if (known !== undefined) return known;
    const peers = shards.filter((_, participant) => keyOf(usedBy[participant]) === keyOf(used));
    const smallest = peers.reduce((a, b) => (b.length < a.length ? b : a));
    const requests = used.map((choice) => ({
      plugin: find(catalogue, "defence", choice.kind),
      params: paramsOf("defence", choice),
    }));
    const chain = createChain(requests, factsOf(smallest), calibrate);
    const refs = used.map((choice, i) => ({
      ...pluginRef("defence", choice),
      params: chain[i].params ?? requests[i].params,
    }));
    chains.set(keyOf(used), { chain, refs });
    return { chain, refs };
  };

  return shards.map((examples, participant) => {
    const { chain, refs } = chainFor(usedBy[participant]);
    const facts = factsOf(examples);
    return { participant, examples, facts, defences: refs, release: plannedRelease(chain, facts) };
  });
}

function planAttack(
  choice: AttackChoice,
  { participants: { count } }: RunConfig,
  catalogue: Catalogue,
  participants: readonly PlannedParticipant[],
): PlannedAttack {
  const plugin: AttackPlugin = find(catalogue, "attack", choice.kind);
  const { target } = choice;
  const everybody = Array.from({ length: count }, (_, i) => i);
  const listed = target.participants === "all" ? everybody : target.participants;
  const targets = target.participant === undefined ? listed : [target.participant];
  const rounds = [...new Set(target.rounds)].sort((a, b) => a - b);
  const turns = rounds.flatMap((round) =>
    [...new Set(targets)].sort((a, b) => a - b).map((participant) => ({ participant, round })),
  );
  // the same for every target: the scenario's checks see to it
  const defences = participants[targets[0]].defences.map(({ kind, params }) => ({ kind, params }));
  return { id: choice.id, attack: pluginRef("attack", choice), threat: plugin.threat, turns, defences };
}

function find<K extends Parameters<Catalogue["find"]>[0]>(catalogue: Catalogue, kind: K, name: string) {
  const plugin = catalogue.find(kind, name);
  if (plugin === undefined) throw new RangeError(`there is no ${kind} named ${name}`);
  return plugin;
}
