import { beforeAll, expect, test } from "vitest";
import { evaluate } from "../../shared/learning/evaluate.js";
import type { ExampleStore } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { dense } from "../../shared/tensor/layers/dense.js";
import { Network } from "../../shared/tensor/network.js";
import type { BaselineEvent, Learner } from "./job.js";
import { trainLearner } from "./train.js";

beforeAll(async () => void (await useBackend("cpu")));

/** Two logits of two inputs, without a hidden layer: its gradient is a line of algebra. */
const network = new Network([dense(2, 2, "glorot-uniform")]);
const inputs = [
  [1, 0.5],
  [-0.5, 1],
  [0.25, -1],
  [9, 9],
];
const labels = Uint8Array.of(0, 1, 1, 0);

const store: ExampleStore = {
  count: inputs.length,
  shape: [2],
  labels,
  gather: (indices) => ({
    images: Float32Array.from(Array.from(indices).flatMap((index) => inputs[index])),
    labels: Int32Array.from(indices, (index) => labels[index]),
    shape: [2],
  }),
};

/** `steps` of gradient descent on the first three examples, in float64: w [input, class], then the biases. */
function byHand(initial: Float32Array, steps: number, learningRate: number): number[] {
  let w = [...initial];
  for (let step = 0; step < steps; step++) {
    const gradient = new Array<number>(6).fill(0);
    for (const example of [0, 1, 2]) {
      const [a, b] = inputs[example];
      const z = [0, 1].map((k) => w[k] * a + w[2 + k] * b + w[4 + k]);
      const sum = Math.exp(z[0]) + Math.exp(z[1]);
      z.forEach((logit, k) => {
        const error = Math.exp(logit) / sum - (labels[example] === k ? 1 : 0);
        [a, b, 1].forEach((input, i) => (gradient[2 * i + k] += (error * input) / 3));
      });
    }
    w = w.map((value, i) => value - learningRate * gradient[i]);
  }
  return w;
}

const initialWeights = Float32Array.of(0.1, -0.2, 0.3, 0.4, 0, 0.1);

async function train(changes: Partial<Learner>, learningRate = 0.5): Promise<BaselineEvent[]> {
  const events: BaselineEvent[] = [];
  const start = await evaluate(network, initialWeights, store);
  const task = { network, train: store, test: store, start, initialWeights, sampling: "fixed" as const, learningRate };
  const learner: Learner = {
    name: "standalone",
    participant: 4,
    examples: Int32Array.of(0, 1, 2),
    // the whole shard: every lot is the same, whatever the stream
    batchSize: 3,
    checkpoints: [0, 5, 12].map((steps, round) => ({ round, steps })),
    key: RngStream.fromSeed(1).key,
    ...changes,
  };
  await trainLearner(task, learner, (event) => events.push(event));
  return events;
}

test("is gradient descent from the initial weights, evaluated at its checkpoints", async () => {
  const events = await train({});
  expect(events.map(({ round, participant }) => [round, participant])).toEqual([
    [0, 4],
    [1, 4],
    [2, 4],
  ]);
  for (const [i, steps] of [0, 5, 12].entries()) {
    const { loss } = await evaluate(network, Float32Array.from(byHand(initialWeights, steps, 0.5)), store);
    expect(events[i].loss).toBeCloseTo(loss, 5);
  }
  expect([...initialWeights]).toEqual([...Float32Array.of(0.1, -0.2, 0.3, 0.4, 0, 0.1)]);
});

test("without a turn nothing changes", async () => {
  const events = await train({ checkpoints: [0, 0, 0].map((steps, round) => ({ round, steps })) });
  expect(new Set(events.map(({ loss }) => loss)).size).toBe(1);
});

test("says whose model diverged", async () => {
  await expect(train({}, 1e60)).rejects.toThrow(/^the baseline standalone, participant 4, diverged before round 1 /);
});
