import { beforeAll, describe, expect, it } from "vitest";
import { softmax } from "../../../shared/models/softmax/index.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { Network } from "../../../shared/tensor/network.js";
import { tensorCount } from "../../../shared/tensor/memory.js";
import { gradientInversion } from "./index.js";
import {
  claimsOf,
  initOf,
  lotOf,
  perceptron,
  task,
  trainedWeights,
  updateOf,
} from "../../../test/support/curious-server.js";
import type { Activation } from "../../../test/support/curious-server.js";
import { recoveredShare, scoreOf, strategyNamed } from "../../../test/support/score-claims.js";

const sizes = [9, 5, 8, 12];

/** Attacks one lot of each size and scores the strategy `raw`. */
async function attackLots(network: Network, weights: Float32Array, lotSizes: readonly number[], batchSize: number) {
  const lots = lotSizes.map((size, i) => lotOf(size, RngStream.fromSeed(40).fork("lot", i)));
  const observations = lots.map((lot, participant) => {
    return { participant, round: 1, weights, update: updateOf(network, weights, lot, batchSize) };
  });
  const claims = await claimsOf(initOf(network, batchSize), observations);
  const scores = claims.map((claim, i) => scoreOf(strategyNamed(claim, "raw"), lots[i]));
  return { lots, observations, claims, scores };
}

beforeAll(async () => {
  await useBackend("wasm");
});

describe("gradient-inversion, one example", () => {
  const models: [string, () => Network][] = [
    ["784-128-10 relu", () => perceptron([128], "relu")],
    ["784-128-64-10 relu", () => perceptron([128, 64], "relu")],
    ["784-128-10 sigmoid", () => perceptron([128], "sigmoid")],
    ["784-10", () => softmax.create({}, task)],
  ];
  it.each(models)("reads image and label exactly off %s", async (_name, model) => {
    const network = model();
    const { lots, claims } = await attackLots(network, trainedWeights(network, 0, 1), [1, 1, 1, 1, 1], 1);
    claims.forEach((claim, i) => {
      const { images, labels } = strategyNamed(claim, "raw");
      expect(claim.lotSize).toBe(1);
      expect([...labels]).toEqual([...lots[i].labels]);
      const norm = Math.hypot(...lots[i].images);
      expect(Math.hypot(...images.map((value, j) => value - lots[i].images[j])) / norm).toBeLessThan(1e-5);
    });
  });
});

describe("gradient-inversion, lots of about eight", () => {
  const cases: [Activation, number[], number][] = [
    ["relu", [128], 0],
    ["relu", [128, 64], 0],
    ["relu", [128], 150],
    ["tanh", [128], 150],
  ];
  it.each(cases)("recovers every image and label: %s %j after %i steps", async (activation, hidden, steps) => {
    const network = perceptron(hidden, activation);
    const { claims, scores } = await attackLots(network, trainedWeights(network, steps, 2), sizes, 8);
    expect(claims.map(({ lotSize }) => lotSize)).toEqual(sizes);
    expect(recoveredShare(scores)).toBe(1);
    expect(scores.map(({ labels }) => labels)).toEqual(sizes);
    expect(claims[0].explanation.join("\n")).toMatch(/rank 9: the lot held 9 examples\n9 of 9 images verified/);
  });

  it("does not recover the lot of another participant", async () => {
    const network = perceptron([128], "relu");
    const { lots, claims } = await attackLots(network, trainedWeights(network, 0, 2), [8, 8], 8);
    const wrong = scoreOf(strategyNamed(claims[0], "raw"), lots[1]);
    expect(recoveredShare([wrong])).toBe(0);
    expect(Math.max(...wrong.psnrDb)).toBeLessThan(20);
  });

  it("reads a softmax regression of up to nine examples, and says why not more", async () => {
    const network = softmax.create({}, task);
    const { scores, claims } = await attackLots(network, trainedWeights(network, 20, 2), [6, 8, 14], 8);
    expect(recoveredShare(scores.slice(0, 2))).toBe(1);
    expect(recoveredShare(scores.slice(2))).toBeLessThan(0.5);
    expect(claims[2].explanation.join("\n")).toMatch(/rank 9, the most its 10 units allow: .* 9 examples or more/);
  });
});

describe("gradient-inversion, lots of 32", () => {
  it("recovers 95 % of the images after training", async () => {
    const network = perceptron([128], "relu");
    const { scores } = await attackLots(network, trainedWeights(network, 150, 3), [30, 35], 32);
    expect(recoveredShare(scores)).toBeGreaterThanOrEqual(0.95);
  });
});

describe("gradient-inversion, clipping without noise", () => {
  const network = perceptron([128], "relu");
  it.each([
    ["each example", { exampleClipNorm: 0.7 }, { kind: "dp-sgd", params: { clipNorm: 0.7, noiseMultiplier: 0 } }],
    ["the whole update", { updateClipNorm: 0.3 }, { kind: "clip", params: { clipNorm: 0.3 } }],
  ])("recovers every image when %s is clipped", async (_what, defence, known) => {
    const weights = trainedWeights(network, 20, 4);
    const lot = lotOf(8, RngStream.fromSeed(5));
    const update = updateOf(network, weights, lot, 8, defence);
    const [claim] = await claimsOf(initOf(network, 8, [known]), [{ participant: 0, round: 1, weights, update }]);
    const score = scoreOf(strategyNamed(claim, "raw"), lot);
    expect(recoveredShare([score])).toBe(1);
    expect(score.labels).toBe(8);
    expect(claim.explanation.join("\n")).toMatch(/8 of 8 images verified/);
  });
});

describe("gradient-inversion, as a plug-in", () => {
  const network = perceptron([32], "relu");
  const weights = trainedWeights(network, 0, 6);
  const observe = (size: number, participant: number) => ({
    participant,
    round: 1,
    weights,
    update: updateOf(network, weights, lotOf(size, RngStream.fromSeed(7).fork(participant)), 4),
  });

  it("finds an empty lot behind a zero update", async () => {
    const update = new Float32Array(weights.length);
    const [claim] = await claimsOf(initOf(network, 4), [{ participant: 0, round: 1, weights, update }]);
    expect(claim.lotSize).toBe(0);
    expect(strategyNamed(claim, "raw").labels).toHaveLength(0);
    expect(claim.explanation).toEqual(["the update is zero: the lot was empty, there is nothing to invert"]);
  });

  it("does not search for images in an update that something else has changed", async () => {
    const { update } = observe(3, 0);
    const bound = 0.01 * update.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const cut = update.map((value) => Math.max(-bound, Math.min(bound, value)));
    const [claim] = await claimsOf(initOf(network, 1), [{ participant: 0, round: 1, weights, update: cut }]);
    expect(claim.lotSize).toBe(1);
    expect(claim.explanation.join("\n")).toMatch(/rank \d+, more than any lot of about 1 gives it: something else/);
  });

  it("names an update that is not finite or of the wrong length", () => {
    const attack = gradientInversion.create({ auxiliaryExamples: 100 }, initOf(network, 4));
    const update = observe(3, 0).update.slice();
    update[17] = NaN;
    expect(() => attack.observe({ participant: 3, round: 2, weights, update })).toThrow(
      /update of participant 3 in round 2 is NaN at 17/,
    );
    expect(() => attack.observe({ participant: 3, round: 2, weights, update: update.slice(1) })).toThrow(RangeError);
  });

  it("is deterministic, leaves observations as they were and holds no tensors afterwards", async () => {
    const observations = [observe(4, 0), observe(3, 1)];
    const before = structuredClone(observations);
    const tensors = tensorCount();
    const first = await claimsOf(initOf(network, 4), observations);
    expect(await claimsOf(initOf(network, 4), observations)).toEqual(first);
    expect(observations).toEqual(before);
    expect(tensorCount()).toBe(tensors);
  });

  it("stops when told to, with the claims it has", async () => {
    const attack = gradientInversion.create({ auxiliaryExamples: 100 }, initOf(network, 4));
    for (const participant of [0, 1, 2]) attack.observe(observe(4, participant));
    const abort = new AbortController();
    const inference = attack.infer(abort.signal);
    expect((await inference.next()).value).toMatchObject({ done: 1, total: 3 });
    abort.abort();
    const end = await inference.next();
    expect(end.done).toBe(true);
    expect(end.value).toHaveLength(1);
  });

  it("refuses a model whose images do not enter a dense layer", () => {
    const [flatten, dense, relu, logits] = network.layers;
    const odd = new Network([flatten, { ...dense, kind: "convolution" }, relu, logits]);
    expect(() => gradientInversion.create({ auxiliaryExamples: 100 }, initOf(odd, 4))).toThrow(ImpossibleCombination);
  });

  it.each([
    ["what several local steps changed", { update: "delta", localSteps: 12 }, /what 12 local steps changed/],
    ["a part of the coordinates", { uploadFraction: 0.1 }, /participants upload a share of 0\.1/],
    [
      "what sparsify leaves",
      { defences: [{ kind: "sparsify", params: { keepFraction: 0.01 } }] },
      /sparsify keeps a share of 0\.01/,
    ],
  ] as const)("refuses %s", (_, changes, message) => {
    const create = () => gradientInversion.create({ auxiliaryExamples: 100 }, { ...initOf(network, 4), ...changes });
    expect(create).toThrow(ImpossibleCombination);
    expect(create).toThrow(message);
  });

  it("takes no unknown parameters", () => {
    expect(gradientInversion.params.safeParse({ candidates: 3 }).success).toBe(false);
    expect(gradientInversion.params.parse({})).toEqual({ auxiliaryExamples: 2000 });
  });
});
