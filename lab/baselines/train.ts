/** Mini-batch SGD on one set of examples: what a participant does in the federation, with nobody else. @module */
import { evaluate, type Evaluation } from "../../shared/learning/evaluate.js";
import { summedGradient } from "../../shared/learning/gradient.js";
import { lotDrawer } from "../../shared/learning/sampling/index.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import type { ExampleStore } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { Network } from "../../shared/tensor/network.js";
import type { BaselineEvent, BaselineJob, Learner } from "./job.js";

export interface LearnerTask extends Pick<BaselineJob, "initialWeights" | "sampling" | "learningRate"> {
  readonly network: Network;
  readonly train: ExampleStore;
  readonly test: ExampleStore;
  /** of the initial weights */
  readonly start: Evaluation;
}

/**
 * Trains one model and reports it at each of its checkpoints, letting other events through between steps.
 * @throws {Error} when its loss is not finite any more
 */
export async function trainLearner(
  task: LearnerTask,
  { name, participant, examples, batchSize, checkpoints, key }: Learner,
  report: (event: BaselineEvent) => void,
): Promise<void> {
  const { network, train, test, learningRate } = task;
  const drawLot = lotDrawer(task.sampling, { examples: examples.length, batchSize }, RngStream.fromKey(key));
  const weights = task.initialWeights.slice();
  const whose = participant === undefined ? {} : { participant };
  let evaluation = task.start;
  let step = 0;
  for (const { round, steps } of checkpoints) {
    if (step < steps) {
      while (step < steps) {
        const lot = drawLot(++step).map((i) => examples[i]);
        const { gradient } = summedGradient(network, weights, train.gather(lot));
        sgdStep(weights, gradient, learningRate / batchSize, weights);
        await new Promise((resume) => setImmediate(resume));
      }
      evaluation = await evaluate(network, weights, test);
      if (!Number.isFinite(evaluation.loss)) {
        const model = participant === undefined ? name : `${name}, participant ${participant},`;
        throw new Error(`the baseline ${model} diverged before round ${round} (a smaller learning rate may help)`);
      }
    }
    report({ type: "baseline", name, ...whose, round, ...evaluation });
  }
}
