import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../../test/contract/backends.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { blockOf } from "../../../shared/tensor/param-vector.js";
import { outputs, stackGradient } from "../../../shared/tensor/stack-passes.js";
import { generatorOf } from "./generator.js";

describe.each(availableBackends)("generators on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test.each([
    ["smooth", [6, 4, 2]],
    ["dense", [7]],
    ["dense", [3, 5, 1]],
    ["convolutional", [8, 4, 3]],
  ] as const)("%s makes examples %j, each block takes part", (kind, shape) => {
    const stack = generatorOf(kind, 5, shape);
    expect([stack.inputShape, stack.outputShape]).toEqual([[5], shape]);
    const weights = stack.initialise(RngStream.fromSeed(1));
    const noise = new Float32Array(4 * 5);
    RngStream.fromSeed(2).fillGaussian(noise, 1);
    const images = outputs(stack, weights, noise, 4);
    expect(images.every((x) => x > 0 && x < 1)).toBe(true);
    expect(new Set(images).size).toBeGreaterThan(images.length / 2);
    const gradient = stackGradient(stack, weights, noise, 4, (x) => x);
    for (const block of stack.layout)
      expect(
        blockOf(gradient, block).some((g) => g !== 0),
        block.name,
      ).toBe(true);
  });
});
