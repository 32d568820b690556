import { beforeAll, expect, test } from "vitest";
import { mnist } from "../../shared/datasets/mnist/index.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { dense } from "../../shared/tensor/layers/dense.js";
import { Network } from "../../shared/tensor/network.js";
import { Classifier } from "./classifier.js";
import { judgeNetwork } from "./judge-network.js";
import { outliersOf } from "./outliers.js";
import { scheduleFor, train } from "./train.js";

beforeAll(async () => void (await useBackend("wasm")));

const dataset = mnist.create({}, { folder: "/" });
const shared = new Network([dense(784, 10, "glorot-uniform")]);
const network = judgeNetwork({ inputShape: dataset.shape, classes: 11 }, shared);
const key = (seed: number) => RngStream.fromSeed(seed);

test("learns digits from few steps, and that other arrangements of their pixels are none", async () => {
  const weights = await train(network, dataset.open("train"), key(1), { batchSize: 32, steps: 100 });
  const test = { ...dataset.open("test"), count: 2000 };
  const classifier = new Classifier(network, weights);
  const { accuracy, classAccuracy } = classifier.skill(test);
  // 90.1 to 91.7 % over five keys
  expect(accuracy).toBeGreaterThan(0.87);
  expect(classAccuracy.slice(0, 10).every((share) => share !== null && share > 0.6)).toBe(true);
  expect(classAccuracy[10]).toBeNull();
  const some = dataset.open("test").gather([...Array(200).keys()]);
  const takenForNothing = (images: Float32Array): number => {
    const { probabilities } = classifier.judge(images);
    return probabilities.filter((probability, i) => i % 11 === 10 && probability > 0.5).length / 200;
  };
  expect(takenForNothing(some.images)).toBeLessThan(0.1);
  expect(takenForNothing(outliersOf(some, 10, key(4)).images)).toBeGreaterThan(0.4);
});

test("the same key gives the same weights, another key others", async () => {
  const few = { batchSize: 8, steps: 3 };
  const [a, b, c] = [await of(2), await of(2), await of(3)];
  expect(a).toEqual(b);
  expect(a).not.toEqual(c);

  function of(seed: number): Promise<Float32Array> {
    return train(network, dataset.open("train"), key(seed), few);
  }
});

test("few examples are seen many times, very many not even twice", () => {
  expect(scheduleFor(60_000)).toEqual({ batchSize: 32, steps: 3000 });
  expect(scheduleFor(320)).toEqual({ batchSize: 32, steps: 800 });
  expect(scheduleFor(5)).toEqual({ batchSize: 5, steps: 600 });
});
