/** The training of a federation without the federation: the same lots, gradients and steps, one after another. @module */
import { summedGradient } from "../../shared/learning/gradient.js";
import { lotDrawer } from "../../shared/learning/sampling/index.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import type { ClientJob } from "../../shared/process/messages.js";
import { buildTask } from "../../shared/process/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { answer } from "../support/answer.js";

export interface LocalRounds {
  readonly job: ClientJob;
  readonly rounds: number;
}

/** @returns seconds of each round, in which every participant takes its local steps from the same weights */
answer(async ({ job, rounds }: LocalRounds): Promise<readonly number[]> => {
  await useBackend(job.backend);
  const { dataset, network } = await buildTask(job);
  const store = dataset.open("train");
  const start = network.initialise(RngStream.fromSeed(1));
  const participants = job.participants.map(({ examples, facts, key }) => {
    const draw = lotDrawer(facts.sampling, facts, RngStream.fromKey(key).fork("sampling"));
    return { examples, facts, draw };
  });
  const scratch = new Float32Array(start.length);
  return Array.from({ length: rounds }, (_, round) => {
    const started = performance.now();
    for (const { examples, facts, draw } of participants) {
      const weights = start.slice();
      for (let step = 1; step <= facts.localSteps; step++) {
        const lot = store.gather(draw(round * facts.localSteps + step).map((i) => examples[i]));
        const { gradient } = summedGradient(network, weights, lot, scratch);
        sgdStep(weights, gradient, job.training.learningRate / facts.batchSize, weights);
      }
    }
    return (performance.now() - started) / 1000;
  });
});
