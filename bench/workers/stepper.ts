/** Takes steps on the backend that the environment names, from typed arrays to a typed array. @module */
import { performance } from "node:perf_hooks";
import { clippedGradientSum, summedGradient } from "../../shared/learning/gradient.js";
import { models } from "../../shared/models/index.js";
import type { Examples } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { differentiateGradients, groupedGradients } from "../../shared/tensor/gradient-derivative.js";
import { oneHot } from "../../shared/tensor/loss/loss-and-gradient.js";
import type { Network } from "../../shared/tensor/network.js";
import { answer } from "../support/answer.js";
import { cosineDirections } from "../support/cosine-distance.js";
import type { StepTask } from "../support/steps.js";

const modelParams = { mlp: { hidden: [128, 64], activation: "relu" }, "shokri-cnn": {}, "lenet-sigmoid": {} };

const rng = RngStream.fromSeed(1);
const started = useBackend(process.env["BENCH_BACKEND"] as BackendName);

answer(async ({ model, pass, batch, steps }: StepTask): Promise<readonly number[]> => {
  await started;
  const network = networkOf(model);
  const weights = network.initialise(rng.fork("weights"));
  const step = { plain, clipped, matching }[pass](network, weights, lotOf(batch));
  return Array.from({ length: steps }, () => {
    const start = performance.now();
    step();
    return performance.now() - start;
  });
});

function plain(network: Network, weights: Float32Array, lot: Examples): () => void {
  return () => void summedGradient(network, weights, lot);
}

function clipped(network: Network, weights: Float32Array, lot: Examples): () => void {
  // clips about half of the examples of fresh weights; the time does not depend on it
  return () => void clippedGradientSum(network, weights, lot, 5);
}

/** Every example is a target of its own. */
function matching(network: Network, weights: Float32Array, { images, labels }: Examples): () => void {
  const groups = labels.length;
  const lots = { groups, images, targets: oneHot(labels, network.classes) };
  const observed = groupedGradients(network, weights, { ...lots, images: images.map((value) => 1 - value) });
  return () =>
    void differentiateGradients(network, weights, lots, ({ gradients }) =>
      cosineDirections(gradients, observed.gradients, groups),
    );
}

function networkOf(name: StepTask["model"]): Network {
  const plugin = models.find((model) => model.name === name);
  if (plugin === undefined) throw new RangeError(`there is no model ${name}`);
  return plugin.create(plugin.params.parse(modelParams[name]), { inputShape: [28, 28, 1], classes: 10 });
}

function lotOf(batch: number): Examples {
  const draw = rng.fork("lot", batch);
  return {
    images: Float32Array.from({ length: batch * 784 }, () => draw.uniform()),
    labels: Int32Array.from({ length: batch }, () => draw.integer(10)),
    shape: [28, 28, 1],
  };
}
