import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../test/contract/backends.js";
import { dot, expectClose } from "../../test/contract/numbers.js";
import { RngStream } from "../random/rng-stream.js";
import { useBackend } from "../tensor/backend/index.js";
import { dense } from "../tensor/layers/dense.js";
import { Network } from "../tensor/network.js";
import { clippedGradientSum, summedGradient } from "./gradient.js";
import { layerSpans } from "./layer-spans.js";

const network = new Network([dense(3, 2, "glorot-uniform")]);
const rng = RngStream.fromSeed(21);
const weights = network.initialise(rng);
const lotOf = (labels: number[]) => ({
  images: Float32Array.from({ length: 3 * labels.length }, () => rng.uniform()),
  labels: Int32Array.from(labels),
  shape: [3],
});
const lot = lotOf([0, 1, 1, 0, 1]);
const empty = lotOf([]);

describe.each(availableBackends)("gradients on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("an empty lot gives zeros, no losses and no norms", () => {
    const zeros = new Float32Array(8);
    expect(summedGradient(network, weights, empty)).toEqual({ gradient: zeros, losses: new Float32Array(0) });
    const clipped = clippedGradientSum(network, weights, empty, 1);
    expect(clipped).toEqual({ gradient: zeros, losses: new Float32Array(0), norms: new Float64Array(0), clipped: 0 });
  });

  test("a clip above every norm changes no byte", () => {
    const plain = summedGradient(network, weights, lot);
    const { gradient, losses } = clippedGradientSum(network, weights, lot, Infinity);
    expect({ gradient, losses }).toEqual(plain);
  });

  test.each([1e-6, 0.01, 0.3])("no example moves the sum by more than the clip norm %d", (clipNorm) => {
    lot.labels.forEach((label, i) => {
      const alone = { images: lot.images.slice(3 * i, 3 * i + 3), labels: Int32Array.of(label), shape: [3] };
      const { gradient, norms } = clippedGradientSum(network, weights, alone, clipNorm);
      const norm = Math.sqrt(dot(gradient, gradient));
      expect(norm).toBeLessThanOrEqual(clipNorm);
      expect(norm).toBeGreaterThan(0.999999 * Math.min(norms[0], clipNorm));
    });
  });

  test("per layer: each example's part in a layer is scaled to that layer's own clip norm", () => {
    const deep = new Network([dense(3, 4, "glorot-uniform"), dense(4, 2, "glorot-uniform")]);
    const start = deep.initialise(RngStream.fromSeed(3));
    const clip = [0.2, 0.9];
    const expected = new Float64Array(start.length);
    let cut = 0;
    lot.labels.forEach((label, i) => {
      const alone = { images: lot.images.slice(3 * i, 3 * i + 3), labels: Int32Array.of(label), shape: [3] };
      const { gradient } = summedGradient(deep, start, alone);
      const factors = layerSpans(deep.layout).map(({ start: from, end }, l) => {
        const part = gradient.subarray(from, end);
        const factor = Math.min(1, clip[l] / Math.sqrt(dot(part, part)));
        part.forEach((value, k) => (expected[from + k] += factor * value));
        return factor;
      });
      if (factors.some((factor) => factor < 1)) cut++;
    });
    const { gradient, clipped } = clippedGradientSum(deep, start, lot, clip);
    gradient.forEach((value, k) => expect(Math.abs(value - expected[k])).toBeLessThan(2e-6));
    expect([clipped, cut > 0]).toEqual([cut, true]);
    expect(() => clippedGradientSum(deep, start, lot, [1])).toThrow("1 clip norms for 2 layers with weights");
  });

  test("an example whose gradient is zero is left as it is", () => {
    // logits so far apart that the probability of the label is 1 in float32
    const certain = Float32Array.of(0, 0, 0, 0, 0, 0, 200, 0);
    const { gradient, norms } = clippedGradientSum(network, certain, lotOf([0, 0]), 1);
    expect([...norms]).toEqual([0, 0]);
    expect(gradient.every((g) => g === 0)).toBe(true);
  });

  test("tiny and huge gradients keep their norms", () => {
    for (const scale of [1e-12, 1e12]) {
      const images = lot.images.map((x) => x * scale);
      const { norms } = clippedGradientSum(network, new Float32Array(8), { ...lot, images }, 1);
      // at zero weights every |δ| is 1/2
      const expected = Array.from(norms, (_, i) => {
        const x = images.subarray(3 * i, 3 * i + 3);
        return Math.sqrt(0.5 * (dot(x, x) + 1));
      });
      expectClose(norms, expected, 1e-7);
    }
  });

  test("weights that are not numbers give a gradient that is none, to be refused", () => {
    const { gradient } = clippedGradientSum(network, weights.with(0, NaN), lot, 1);
    expect(gradient.some(Number.isNaN)).toBe(true);
  });
});

test.each([0, -1, NaN])("a clip norm of %d is refused", (clipNorm) => {
  expect(() => clippedGradientSum(network, weights, lot, clipNorm)).toThrow("must be in (0, ∞]");
});
