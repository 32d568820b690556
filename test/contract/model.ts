/** What every model must do on every backend: train, be reproducible, and have a gradient that is one. @module */
import { beforeAll, describe, expect, test } from "vitest";
import { summedGradient, clippedGradientSum } from "../../shared/learning/gradient.js";
import type { Examples } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { differentiateGradients, groupedGradients } from "../../shared/tensor/gradient-derivative.js";
import { oneHot } from "../../shared/tensor/loss/loss-and-gradient.js";
import { tensorCount } from "../../shared/tensor/memory.js";
import type { Network } from "../../shared/tensor/network.js";
import { blockOf, parameterCount } from "../../shared/tensor/param-vector.js";
import { backpropagate, logits } from "../../shared/tensor/passes.js";
import { availableBackends } from "./backends.js";
import { dot, expectClose, moved } from "./numbers.js";

const batch = 4;

/** Registers the contract's tests of a network as a model's `create` returns it. */
export function modelContract(name: string, network: Network): void {
  // the reference takes minutes for these, and their layers are tested on it
  const isSlow = network.isConvolutional && parameterCount(network.layout) > 25_000;
  const backends = isSlow ? availableBackends.filter((backend) => backend !== "cpu") : availableBackends;
  describe.each(backends)(`${name} on %s`, (backend) => {
    const rng = RngStream.fromSeed(7);
    const size = network.inputShape.reduce((product, side) => product * side, 1);
    const examples: Examples = {
      images: Float32Array.from({ length: batch * size }, () => rng.uniform()),
      labels: Int32Array.from({ length: batch }, () => rng.integer(network.classes)),
      shape: network.inputShape,
    };
    const weights = network.initialise(RngStream.fromSeed(1));
    const totalLoss = (w: Float32Array) => summedGradient(network, w, examples).losses.reduce((sum, l) => sum + l, 0);

    beforeAll(async () => {
      await useBackend(backend);
    });

    test("starts the same from the same seed, otherwise differently, and finite", () => {
      expect(network.initialise(RngStream.fromSeed(1))).toEqual(weights);
      expect(network.initialise(RngStream.fromSeed(2))).not.toEqual(weights);
      expect(weights.every(Number.isFinite)).toBe(true);
      expect(weights).toHaveLength(parameterCount(network.layout));
    });

    test("gives one logit a class and the losses that follow from them", () => {
      const z = logits(network, weights, examples.images, batch);
      expect(z).toHaveLength(batch * network.classes);
      const expected = Array.from(examples.labels, (label, i) => {
        const row = [...z.subarray(i * network.classes, (i + 1) * network.classes)];
        return Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0)) - row[label];
      });
      expectClose(summedGradient(network, weights, examples).losses, expected, 1e-5);
      expectClose(backpropagate(network, weights, examples).losses, expected, 1e-5);
    });

    test("the gradient agrees with central differences along random directions", () => {
      const { gradient } = summedGradient(network, weights, examples);
      const h = 1e-3;
      const norm = Math.sqrt(dot(gradient, gradient));
      for (let i = 0; i < 5; i++) {
        // a part of the gradient itself, so that the slope is not lost in the rounding of the losses
        const direction = gradient.map((g) => g / norm + 0.003 * rng.gaussian());
        const slope = (totalLoss(moved(weights, direction, h)) - totalLoss(moved(weights, direction, -h))) / (2 * h);
        expectClose([dot(gradient, direction)], [slope], 1e-2);
      }
    });

    test("the gradient of the lot is the sum of those of its examples, clipped or not", () => {
      const own = Array.from(
        { length: batch },
        (_, i) => summedGradient(network, weights, single(examples, i)).gradient,
      );
      const norms = own.map((g) => Math.sqrt(dot(g, g)));
      const clipNorm = [...norms].sort((a, b) => a - b)[batch >> 1];
      const sumOf = (factor: (norm: number) => number) =>
        weights.map((_, p) => own.reduce((sum, g, i) => sum + g[p] * factor(norms[i]), 0));

      expectClose(
        summedGradient(network, weights, examples).gradient,
        sumOf(() => 1),
        1e-5,
      );
      const clipped = clippedGradientSum(network, weights, examples, clipNorm);
      expectClose(clipped.norms, norms, 1e-6);
      expectClose(
        clipped.gradient,
        sumOf((norm) => Math.min(1, clipNorm / norm)),
        1e-5,
      );
    });

    test("no example moves the clipped sum by more than the clip norm", () => {
      for (let i = 0; i < batch; i++) {
        const { gradient } = clippedGradientSum(network, weights, single(examples, i), 1e-3);
        expect(Math.sqrt(dot(gradient, gradient)) / 1e-3).toBeLessThanOrEqual(1);
      }
    });

    test("the derivative of its gradients by the images agrees with a difference, for two lots at once", () => {
      const lots = { groups: 2, images: examples.images, targets: oneHot(examples.labels, network.classes) };
      const along = groupedGradients(network, weights, lots).gradients;
      const { images } = differentiateGradients(network, weights, lots, () => along);
      const norm = Math.sqrt(dot(images, images));
      const direction = images.map((d) => d / norm);
      const h = 1e-3;
      const at = (step: number) =>
        dot(
          groupedGradients(network, weights, { ...lots, images: moved(lots.images, direction, step) }).gradients,
          along,
        );
      expect((at(h) - at(-h)) / (2 * h) / norm).toBeCloseTo(1, 1);
    });

    test("every block takes part", () => {
      const { gradient } = summedGradient(network, weights, examples);
      for (const block of network.layout)
        expect(
          blockOf(gradient, block).some((g) => g !== 0),
          block.name,
        ).toBe(true);
    });

    // The plain JavaScript of the cpu backend needs a second for two steps of a convolutional network.
    const steps = network.isConvolutional && backend === "cpu" ? 5 : 50;
    test(`same bytes again, arguments as they were, tensors flat over ${steps} steps`, () => {
      const [w, images, labels] = [weights.slice(), examples.images.slice(), examples.labels.slice()];
      const first = clippedGradientSum(network, weights, examples, 1);
      const before = tensorCount();
      for (let i = 0; i < steps; i++) clippedGradientSum(network, weights, examples, 1);
      expect(tensorCount()).toBe(before);
      expect(clippedGradientSum(network, weights, examples, 1)).toEqual(first);
      expect([weights, examples.images, examples.labels]).toEqual([w, images, labels]);
    });
  });
}

function single({ images, labels, shape }: Examples, i: number): Examples {
  const size = images.length / labels.length;
  return { images: images.slice(i * size, (i + 1) * size), labels: labels.slice(i, i + 1), shape };
}
