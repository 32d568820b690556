/** What a scenario may name, as the scenario room sees it; the lab fills it in. @module */
import type { AggregatorPlugin } from "../plugins/aggregator.js";
import type { AttackPlugin } from "../plugins/attack.js";
import type { DefencePlugin } from "../plugins/defence.js";
import type { ParticipantAttackPlugin } from "../plugins/participant-attack.js";
import type { DatasetPlugin, ModelPlugin, PartitionPlugin } from "../plugins/task.js";

export interface PluginKinds {
  dataset: DatasetPlugin;
  partition: PartitionPlugin;
  model: ModelPlugin;
  defence: DefencePlugin;
  aggregator: AggregatorPlugin;
  attack: AttackPlugin | ParticipantAttackPlugin;
}

export type PluginKind = keyof PluginKinds;
export type AnyPlugin = PluginKinds[PluginKind];

export const pluginKinds: readonly PluginKind[] = ["dataset", "partition", "model", "defence", "aggregator", "attack"];

/** What is measured of reconstructions, and of what a participant draws of a class. */
export type MetricKind = "metric" | "representativeMetric";

/** Why a plug-in named by path could not be loaded. */
export interface LoadProblem {
  readonly message: string;
  readonly hint: string;
}

export interface Catalogue {
  find<K extends PluginKind>(kind: K, name: string): PluginKinds[K] | undefined;
  /** built-in names, in the order in which they are listed */
  names(kind: PluginKind | "accountant" | MetricKind): readonly string[];
  /** file URL of the compiled module of a plug-in named by path */
  module(kind: PluginKind, name: string): string | undefined;
  /** why a plug-in named by path is not there */
  problem(kind: PluginKind, name: string): LoadProblem | undefined;
}

/** `./my-attack.ts`, `../x.js`, `/x.mjs`: a plug-in outside the repository. */
export function isPluginPath(name: string): boolean {
  return /^\.{0,2}\//.test(name) || /\.[cm]?[jt]s$/.test(name);
}
