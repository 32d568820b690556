/** A judge in the process that asks it. @module */
import type { Dataset } from "../../shared/plugins/task.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { Network } from "../../shared/tensor/network.js";
import { Classifier } from "./classifier.js";
import { judgeNetwork } from "./judge-network.js";
import type { Judging } from "./judging.js";
import { train, type Schedule } from "./train.js";

/**
 * Trains it, on the classes of the data set and one more: no class at all.
 * @param shared the model of the federation, whose architecture the judge's is not
 */
export async function judgeOf(
  dataset: Dataset,
  shared: Network,
  rng: RngStream,
  schedule?: Schedule,
): Promise<Judging> {
  const network = judgeNetwork({ inputShape: dataset.shape, classes: dataset.classes + 1 }, shared);
  const stores = { train: dataset.open("train"), test: dataset.open("test") };
  const classifier = new Classifier(network, await train(network, stores.train, rng, schedule));
  const skill = classifier.skill(stores.test);
  return {
    skill: () => Promise.resolve(skill),
    judge: (images) => Promise.resolve(classifier.judge(images)),
    judgeExamples: (split, indices) => Promise.resolve(classifier.judge(stores[split].gather(indices).images)),
  };
}
