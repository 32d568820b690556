/** The catalogue of everything that comes with fedleak. @module */
import { participantAttacks } from "../../client/attacks/index.js";
import { defences } from "../../client/defences/index.js";
import { aggregators } from "../../server/aggregators/index.js";
import { attacks } from "../../server/attacks/index.js";
import { datasets } from "../../shared/datasets/index.js";
import { partitions } from "../../shared/datasets/partitions/index.js";
import { metrics } from "../../shared/metrics/index.js";
import { models } from "../../shared/models/index.js";
import type { Accountant } from "../../shared/plugins/accountant.js";
import type { Metric } from "../../shared/plugins/metric.js";
import { accountants } from "../../shared/privacy/accountants/index.js";
import type { AnyPlugin, Catalogue, PluginKind, PluginKinds } from "../../shared/scenario/catalogue.js";
import type { RepresentativeMetric } from "../score/representatives/metric.js";
import { representativeMetrics } from "../score/representatives/metrics.js";

const plugins: { readonly [K in PluginKind]: readonly PluginKinds[K][] } = {
  dataset: datasets,
  partition: partitions,
  model: models,
  defence: defences,
  aggregator: aggregators,
  attack: [...attacks, ...participantAttacks],
};

/** Everything `list` and `describe` know, in the order in which they show it. */
export const shelves: Readonly<Record<string, readonly (AnyPlugin | Accountant | Metric | RepresentativeMetric)[]>> = {
  ...plugins,
  accountant: accountants,
  metric: [...metrics, ...representativeMetrics],
};

/** What names a scenario may use that are no plug-ins'. */
const named = { accountant: accountants, metric: metrics, representativeMetric: representativeMetrics };

/** What a scenario may name without a path. */
export const builtIn: Catalogue = {
  find<K extends PluginKind>(kind: K, name: string): PluginKinds[K] | undefined {
    return plugins[kind].find((plugin) => plugin.name === name);
  },
  names: (kind) => ({ ...plugins, ...named })[kind].map(({ name }) => name),
  module: () => undefined,
  problem: () => undefined,
};
