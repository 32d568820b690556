/** What a federation should compute, worked out in this process from the same streams. @module */
import { datasets } from "../../shared/datasets/index.js";
import { partitions } from "../../shared/datasets/partitions/index.js";
import { summedGradient } from "../../shared/learning/gradient.js";
import { lotDrawer } from "../../shared/learning/sampling/index.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import { models } from "../../shared/models/index.js";
import type { Sampling } from "../../shared/plugins/defence.js";
import { RngStream } from "../../shared/random/rng-stream.js";

export interface InProcess {
  readonly partition: string;
  readonly participants: number;
  readonly examplesEach: number;
  readonly sampling: Sampling;
  readonly batchSize: number;
}

/** The task of `smallScenario`, with seed 3. */
export function smallTask({ partition, participants, examplesEach, sampling, batchSize }: InProcess) {
  const root = RngStream.fromSeed(3);
  const train = datasets[0].create({}, { folder: "." }).open("train");
  const plugin = partitions.find(({ name }) => name === partition)!;
  const init = { classes: 10, examples: train.count, participants };
  const shards = plugin.create({ examplesEach }, init).assign(train.labels, participants, root.fork("partition"));
  const mlp = models.find(({ name }) => name === "mlp")!;
  const network = mlp.create({ hidden: [16], activation: "relu" }, { inputShape: [28, 28, 1], classes: 10 });
  const drawers = shards.map((shard, participant) =>
    lotDrawer(sampling, { examples: shard.length, batchSize }, root.fork("participant", participant).fork("sampling")),
  );
  return {
    initial: network.initialise(root.fork("server").fork("initial-weights")),
    /** the examples of a participant's lot of that number */
    lot: (participant: number, number: number) => drawers[participant](number).map((i) => shards[participant][i]),
    /** one step of SGD on the mean loss of `lot`, over `size` examples */
    step(weights: Float32Array, lot: Int32Array, size: number, learningRate: number): Float32Array {
      const { gradient } = summedGradient(network, weights, train.gather(lot));
      return sgdStep(
        weights,
        gradient.map((value) => value / size),
        learningRate,
      );
    },
  };
}
