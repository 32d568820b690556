/** Takes steps on the backend that the environment names, from typed arrays to a typed array. @module */
import { performance } from "node:perf_hooks";
import { clippedGradientSum, summedGradient } from "../../shared/learning/gradient.js";
import { models } from "../../shared/models/index.js";
import type { Examples } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import type { Network } from "../../shared/tensor/network.js";
import { answer } from "../support/answer.js";
import type { StepTask } from "../support/steps.js";

const modelParams = { mlp: { hidden: [128, 64], activation: "relu" }, "shokri-cnn": {} };

const rng = RngStream.fromSeed(1);
const started = useBackend(process.env["BENCH_BACKEND"] as BackendName);

answer(async ({ model, pass, batch, steps }: StepTask): Promise<readonly number[]> => {
  await started;
  const network = networkOf(model);
  const weights = network.initialise(rng.fork("weights"));
  const lot = lotOf(batch);
  return Array.from({ length: steps }, () => {
    const start = performance.now();
    // clips about half of the examples of fresh weights; the time does not depend on it
    if (pass === "clipped") clippedGradientSum(network, weights, lot, 5);
    else summedGradient(network, weights, lot);
    return performance.now() - start;
  });
});

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
