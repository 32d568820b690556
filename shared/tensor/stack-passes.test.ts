import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../test/contract/backends.js";
import { centralDifferences, expectClose } from "../../test/contract/numbers.js";
import { RngStream } from "../random/rng-stream.js";
import { useBackend } from "./backend/index.js";
import { inputGradient } from "./input-gradient.js";
import { LayerStack } from "./layer-stack.js";
import { leakyRelu, sigmoid } from "./layers/activations.js";
import { conv2d } from "./layers/conv2d.js";
import { dense } from "./layers/dense.js";
import { flatten } from "./layers/flatten.js";
import { unflatten } from "./layers/unflatten.js";
import { upsample } from "./layers/upsample.js";
import { tensorCount } from "./memory.js";
import { Network } from "./network.js";
import { outputs, stackGradient } from "./stack-passes.js";

const count = 3;
const rng = RngStream.fromSeed(3);
const values = (n: number) => Float32Array.from({ length: n }, () => rng.gaussian());
const stack = new LayerStack([
  dense(2, 4, "he-normal"),
  unflatten([2, 2, 1]),
  upsample([2, 2, 1]),
  conv2d([4, 4, 1], { kernelSide: 3, padding: 1, filters: 1, initialiser: "glorot-uniform" }),
  sigmoid([4, 4, 1]),
]);
const network = new Network([
  flatten([4, 4, 1]),
  dense(16, 5, "he-normal"),
  leakyRelu([5]),
  dense(5, 3, "glorot-uniform"),
]);
const [generator, discriminator] = [stack.initialise(rng.fork("stack")), network.initialise(rng.fork("network"))];
const [noise, images] = [values(count * 2), values(count * 16)];
const targets = Float32Array.of(1, 0, 0, 0.5, 0.5, 0, 0, 0, 1);
const h = 2 ** -7;

describe.each(availableBackends)("passes through a stack on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  const lossAt = (x: Float32Array) =>
    inputGradient(network, discriminator, { images: x, targets }).losses.reduce((sum, l) => sum + l, 0);

  test("inputGradient agrees with central differences, down through layers without weights", () => {
    const { gradient } = inputGradient(network, discriminator, { images, targets });
    expectClose(gradient, centralDifferences(lossAt, images, h), 1e-2);
  });

  test("stackGradient is the chain rule: a generator's weights by the loss of what it makes", () => {
    const gradient = stackGradient(
      ...([stack, generator, noise, count] as const),
      (x) => inputGradient(network, discriminator, { images: x, targets }).gradient,
    );
    const objective = (w: Float32Array) => lossAt(outputs(stack, w, noise, count));
    expectClose(gradient, centralDifferences(objective, generator, h), 1e-2);
  });

  test("stackGradient hands over the outputs", () => {
    let seen: Float32Array = new Float32Array(0);
    stackGradient(stack, generator, noise, count, (x) => (seen = x));
    expect(seen).toEqual(outputs(stack, generator, noise, count));
    expect(seen).toHaveLength(count * 16);
  });

  test("no inputs give no outputs", () => {
    expect(outputs(stack, generator, new Float32Array(0), 0)).toHaveLength(0);
  });

  test("refuses a gradient of another length, and leaves no tensor behind", () => {
    const before = tensorCount();
    expect(() => stackGradient(stack, generator, noise, count, (x) => x.slice(1))).toThrow(
      "a gradient of 47 values was given for 48 outputs",
    );
    stackGradient(stack, generator, noise, count, (x) => x);
    inputGradient(network, discriminator, { images, targets });
    expect(tensorCount()).toBe(before);
  });
});
