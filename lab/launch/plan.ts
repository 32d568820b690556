/** Everything a run will do, worked out before anything starts. @module */
import type { PluginRef } from "../../shared/plugins/load.js";
import type { Dataset } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { participantAttacks, targetedAttacks } from "../../shared/scenario/attack-seats.js";
import type { Catalogue } from "../../shared/scenario/catalogue.js";
import { paramsOf, pluginRef } from "../../shared/scenario/plugin-ref.js";
import type { ModelChoice, RunConfig } from "../../shared/scenario/schema.js";
import type { Network } from "../../shared/tensor/network.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import { findPlugin } from "./find-plugin.js";
import { planAggregator, type PlannedAggregator } from "./plan-aggregator.js";
import { planAttack, type PlannedAttack } from "./plan-attack.js";
import { planAudits, type PlannedAudit } from "./plan-audit.js";
import { planFiles, type PlannedFiles } from "./plan-files.js";
import { planParticipantAttack, type PlannedParticipantAttack } from "./plan-participant-attack.js";
import { planParticipants, type PlannedParticipant } from "./plan-participants.js";
import { TurnCounts } from "./turn-counts.js";

export interface RunPlan extends PlannedFiles {
  readonly config: RunConfig;
  readonly dataset: Dataset;
  readonly datasetRef: PluginRef;
  readonly network: Network;
  readonly modelRef: PluginRef;
  readonly participants: readonly PlannedParticipant[];
  readonly aggregator: PlannedAggregator;
  readonly attacks: readonly PlannedAttack[];
  readonly participantAttacks: readonly PlannedParticipantAttack[];
  readonly audits: readonly PlannedAudit[];
  /** absolute; where relative paths in the scenario start */
  readonly folder: string;
  readonly turnCounts: TurnCounts;
  /** root of this run's randomness; known to the lab only */
  readonly root: RngStream;
}

/**
 * @param folder absolute; where relative paths in the scenario start
 * @throws {ImpossibleCombination} from the plug-in that cannot work in this run
 * @throws {PlanProblem} when a file that the scenario names cannot be used
 */
export function planRun(config: RunConfig, catalogue: Catalogue, folder: string): RunPlan {
  const root = RngStream.fromSeed(config.seed);
  const { count, partition } = config.participants;
  const datasetPlugin = findPlugin(catalogue, "dataset", config.task.dataset.kind);
  const dataset = datasetPlugin.create(datasetPlugin.params.parse(paramsOf("dataset", config.task.dataset)), {
    folder,
  });
  const modelPlugin = findPlugin(catalogue, "model", config.task.model.kind);
  const { extraClasses = 0 } = config.task.model as ModelChoice;
  const shape = { inputShape: dataset.shape, classes: dataset.classes + extraClasses };
  const network = modelPlugin.create(modelPlugin.params.parse(paramsOf("model", config.task.model)), shape);

  const train = dataset.open("train");
  const partitionPlugin = findPlugin(catalogue, "partition", partition.kind);
  const shards = partitionPlugin
    .create(partitionPlugin.params.parse(paramsOf("partition", partition)), {
      classes: dataset.classes,
      examples: train.count,
      participants: count,
    })
    .assign(train.labels, count, root.fork("partition"));

  const turnCounts = new TurnCounts(config.training.cohort, count, root.fork("server"));
  const turns = turnCounts.until(config.training.rounds);
  const parameters = parameterCount(network.layout);
  const participants = planParticipants(config, catalogue, shards, turns, parameters);
  const aggregator = planAggregator(config, catalogue, turns, parameters);
  const attacks = targetedAttacks(config).map((choice) =>
    planAttack(choice, config, catalogue, { participants, aggregator }),
  );
  const audited = { participants, aggregator, attacks, parameters, classes: dataset.classes };
  const audits = planAudits(config, audited, train.labels, root);
  return {
    config,
    dataset,
    datasetRef: pluginRef("dataset", config.task.dataset),
    network,
    modelRef: pluginRef("model", config.task.model),
    participants,
    aggregator,
    attacks,
    participantAttacks: participantAttacks(config).map((choice) =>
      planParticipantAttack(choice, config, catalogue, participants),
    ),
    audits,
    folder,
    ...planFiles(config, network, folder),
    turnCounts,
    root,
  };
}
