/** Definitions of plug-ins, checked by the compiler and otherwise left as they are. @module */
import type { z } from "zod";
import type { AggregatorPlugin } from "./aggregator.js";
import type { AttackPlugin } from "./attack.js";
import type { DefencePlugin } from "./defence.js";
import type { DatasetPlugin, ModelPlugin, PartitionPlugin } from "./task.js";

/** An attack; `export default defineAttack({ ... })` makes a file one that `kind: ./file.ts` can name. */
export const defineAttack = <P extends z.ZodObject>(plugin: Omit<AttackPlugin<P>, "kind">): AttackPlugin<P> => ({
  kind: "attack",
  ...plugin,
});

/** A defence, which a participant applies to its update. */
export const defineDefence = <P extends z.ZodObject>(plugin: Omit<DefencePlugin<P>, "kind">): DefencePlugin<P> => ({
  kind: "defence",
  ...plugin,
});

/** An aggregator, which the server makes a round's step with. */
export const defineAggregator = <P extends z.ZodObject>(
  plugin: Omit<AggregatorPlugin<P>, "kind">,
): AggregatorPlugin<P> => ({ kind: "aggregator", ...plugin });

/** A model: a network for a task. */
export const defineModel = <P extends z.ZodObject>(plugin: Omit<ModelPlugin<P>, "kind">): ModelPlugin<P> => ({
  kind: "model",
  ...plugin,
});

/** A dataset: examples to train and to test on. */
export const defineDataset = <P extends z.ZodObject>(plugin: Omit<DatasetPlugin<P>, "kind">): DatasetPlugin<P> => ({
  kind: "dataset",
  ...plugin,
});

/** A partition: who holds which training examples. */
export const definePartition = <P extends z.ZodObject>(
  plugin: Omit<PartitionPlugin<P>, "kind">,
): PartitionPlugin<P> => ({ kind: "partition", ...plugin });
