import { beforeAll, expect, test } from "vitest";
import type { ExampleStore } from "../../shared/plugins/task.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { relu } from "../../shared/tensor/layers/activations.js";
import { dense } from "../../shared/tensor/layers/dense.js";
import { Network } from "../../shared/tensor/network.js";
import { Classifier } from "./classifier.js";

beforeAll(async () => void (await useBackend("cpu")));

/** Features are the positive parts of x and of y, logits are twice them. */
const network = new Network([dense(2, 2, "glorot-uniform"), relu([2]), dense(2, 2, "glorot-uniform")]);
const classifier = new Classifier(network, Float32Array.of(1, 0, 0, 1, 0, 0, 2, 0, 0, 2, 0, 0));

test("features are what the last layer is given, probabilities the softmax of what it gives", () => {
  const { features, probabilities } = classifier.judge(Float32Array.of(0.5, 0.25, -1, 1));
  expect([...features]).toEqual([0.5, 0.25, 0, 1]);
  const [first, second] = [1 / (1 + Math.exp(-0.5)), 1 / (1 + Math.exp(2))];
  [first, 1 - first, second, 1 - second].forEach((p, i) => expect(probabilities[i]).toBeCloseTo(p, 6));
});

test("any number of images, in their order", () => {
  const images = Float32Array.from({ length: 2 * 1201 }, (_, i) => i / 2402);
  const { features, probabilities } = classifier.judge(images);
  expect(features).toEqual(images);
  expect(probabilities.length).toBe(2 * 1201);
  expect(classifier.judge(new Float32Array(0)).features.length).toBe(0);
});

test("its skill is counted class by class", () => {
  const images = [1, 0, 1, 0, 0, 1, 0, 1];
  const labels = Uint8Array.of(0, 1, 1, 1);
  const store: ExampleStore = {
    count: 4,
    shape: [2],
    labels,
    gather: (indices) => ({
      images: Float32Array.from(Array.from(indices).flatMap((index) => images.slice(2 * index, 2 * index + 2))),
      labels: Int32Array.from(indices, (index) => labels[index]),
      shape: [2],
    }),
  };
  expect(classifier.skill(store)).toEqual({
    model: "dense, relu, dense",
    accuracy: 0.75,
    classAccuracy: [1, 2 / 3],
  });
  expect(classifier.skill({ ...store, count: 1 }).classAccuracy).toEqual([1, null]);
  expect(() => classifier.skill({ ...store, count: 0 })).toThrow(/no examples/);
});
