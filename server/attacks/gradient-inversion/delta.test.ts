import { beforeAll, describe, expect, it } from "vitest";
import { sgdStep } from "../../../shared/learning/sgd.js";
import { softmax } from "../../../shared/models/softmax/index.js";
import type { KnownDefence } from "../../../shared/plugins/attack.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import type { Network } from "../../../shared/tensor/network.js";
import {
  claimsOf,
  initOf,
  lotOf,
  perceptron,
  task,
  trainedWeights,
  updateOf,
} from "../../../test/support/curious-server.js";
import type { Defence } from "../../../test/support/curious-server.js";
import { recoveredShare, scoreOf, strategyNamed } from "../../../test/support/score-claims.js";

interface Setup {
  readonly steps?: number;
  readonly learningRate?: number;
  readonly sizes?: readonly number[];
  readonly defence?: Defence;
  readonly known?: readonly KnownDefence[];
}

/** Attacks what one local step changed in the weights, for lots of several sizes. */
async function attackDeltas(
  network: Network,
  { steps = 0, learningRate = 0.1, sizes = [9, 5, 8, 12], defence, known }: Setup,
) {
  const weights = trainedWeights(network, steps, 2);
  const lots = sizes.map((size, i) => lotOf(size, RngStream.fromSeed(40).fork("lot", i)));
  const observations = lots.map((lot, participant) => {
    const trained = sgdStep(weights, updateOf(network, weights, lot, 8, defence), learningRate);
    return { participant, round: 1, weights, update: sgdStep(trained, weights, 1) };
  });
  const claims = await claimsOf({ ...initOf(network, 8, known), update: "delta", learningRate }, observations);
  return { claims, scores: claims.map((claim, i) => scoreOf(strategyNamed(claim, "raw"), lots[i])) };
}

beforeAll(async () => {
  await useBackend("wasm");
});

describe("gradient-inversion of one local step", () => {
  const cases: [string, () => Network, Setup][] = [
    ["at fresh weights", () => perceptron([128], "relu"), {}],
    ["after training", () => perceptron([128], "relu"), { steps: 150 }],
    ["of a deeper network", () => perceptron([128, 64], "relu"), {}],
    ["of tanh units", () => perceptron([128], "tanh"), { steps: 150 }],
    ["with large steps", () => perceptron([128], "relu"), { learningRate: 10 }],
    ["with steps that rounding of the weights nearly hides", () => perceptron([128], "relu"), { learningRate: 0.001 }],
    ["of a softmax regression", () => softmax.create({}, task), { steps: 20, sizes: [6, 8] }],
  ];
  it.each(cases)("recovers every image and label, as from a gradient: %s", async (_, model, setup) => {
    const sizes = setup.sizes ?? [9, 5, 8, 12];
    const { claims, scores } = await attackDeltas(model(), setup);
    expect(claims.map(({ lotSize }) => lotSize)).toEqual(sizes);
    expect(recoveredShare(scores)).toBe(1);
    expect(scores.map(({ labels }) => labels)).toEqual(sizes);
  });

  it("takes clipping in the unit of the change", async () => {
    // the gradient is clipped to 0.3, and with it its change of 0.1 times the size
    const { scores } = await attackDeltas(perceptron([128], "relu"), {
      steps: 20,
      defence: { updateClipNorm: 0.3 },
      known: [{ kind: "clip", params: { clipNorm: 0.03, norm: "l2" } }],
    });
    expect(recoveredShare(scores)).toBe(1);
  });

  it("says what rounding of the weights hides", async () => {
    const [claim] = (await attackDeltas(perceptron([32], "relu"), { sizes: [3] })).claims;
    expect(claim.explanation.join("\n")).toMatch(/rounds away what is below \d\.\d+e-8 a coordinate/);
  });

  it("recovers nothing where the weights are too coarse for the step, and says so", async () => {
    const { claims, scores } = await attackDeltas(perceptron([32], "relu"), { learningRate: 1e-8, sizes: [3] });
    expect(recoveredShare(scores)).toBe(0);
    expect(claims[0].explanation.join("\n")).toMatch(/0 of \d+ images verified/);
    expect(claims[0].explanation.join("\n")).toMatch(/float32 weights, which rounds away what is below/);
  });

  it("does not take a lot for empty whose step changes no weight", async () => {
    const { claims } = await attackDeltas(softmax.create({}, task), { learningRate: 1e-60, sizes: [3] });
    expect(claims[0].explanation).toEqual([
      "the update is zero: the lot was empty, or its step too small to change float32 weights, there is nothing to invert",
    ]);
  });
});
