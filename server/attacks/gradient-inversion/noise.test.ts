import { beforeAll, describe, expect, it } from "vitest";
import { controlsFrom } from "../../../lab/score/controls.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import {
  auxiliary,
  claimsOf,
  initOf,
  lotOf,
  perceptron,
  trainedWeights,
  updateOf,
} from "../../../test/support/curious-server.js";
import { mean, recoveredShare, scoreOf, strategyNamed } from "../../../test/support/score-claims.js";

const batchSize = 8;
const sizes = [8, 10];

/** Mean PSNR of each strategy and of the class means, over two lots of DP-SGD with clip 1 at fresh weights. */
async function attackNoisyLots(noiseMultiplier: number) {
  const network = perceptron([128, 64], "relu");
  const weights = trainedWeights(network, 0, 3);
  const rng = RngStream.fromSeed(11);
  const lots = sizes.map((size, i) => lotOf(size, rng.fork("lot", i)));
  const defence = { exampleClipNorm: 1, noiseStddev: noiseMultiplier / batchSize };
  const observations = lots.map((lot, participant) => {
    const update = updateOf(network, weights, lot, batchSize, defence, rng.fork("noise", participant));
    return { participant, round: 1, weights, update };
  });
  const known = { kind: "dp-sgd", params: { clipNorm: 1, noiseMultiplier } };
  const claims = await claimsOf(initOf(network, batchSize, [known]), observations);
  const scores = (name: string) => claims.map((claim, i) => scoreOf(strategyNamed(claim, name), lots[i]));
  const psnrDb = (name: string) => mean(scores(name).flatMap((score) => score.psnrDb));
  const classMean = controlsFrom(auxiliary).find(({ name }) => name === "class-mean")!;
  const controlDb = mean(lots.flatMap((lot, i) => scoreOf(classMean.guess(Math.max(10, sizes[i])), lot).psnrDb));
  return { claims, scores, psnrDb, controlDb };
}

beforeAll(async () => {
  await useBackend("wasm");
});

describe("gradient-inversion against DP-SGD", () => {
  it("stays near the class means at epsilon 8", async () => {
    const { claims, psnrDb, controlDb } = await attackNoisyLots(0.389);
    for (const name of ["raw", "denoised", "matched", "prior"]) expect(psnrDb(name)).toBeLessThan(controlDb + 1);
    expect(psnrDb("matched")).toBeGreaterThan(controlDb - 1);
    expect(claims[0].explanation.join("\n")).toMatch(/no direction of the first layer's gradient stands out/);
  });

  it("beats the class means and reads every label at a noise multiplier of 0.05", async () => {
    const { scores, psnrDb, controlDb } = await attackNoisyLots(0.05);
    expect(psnrDb("matched")).toBeGreaterThan(controlDb + 1);
    expect(scores("matched").map(({ labels }) => labels)).toEqual(sizes);
    expect(psnrDb("raw")).toBeLessThan(controlDb);
  });

  it("recovers most images at a noise multiplier of 0.001", async () => {
    const { scores } = await attackNoisyLots(0.001);
    expect(recoveredShare(scores("denoised"))).toBeGreaterThan(0.8);
    expect(recoveredShare(scores("raw"))).toBeLessThan(0.2);
  });
});
