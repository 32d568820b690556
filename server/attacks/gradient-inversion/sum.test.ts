import { beforeAll, expect, test } from "vitest";
import { claimsOf, initOf, lotOf, perceptron, trainedWeights, updateOf } from "../../../test/support/curious-server.js";
import { scoreOf, strategyNamed } from "../../../test/support/score-claims.js";
import { weightedMean } from "../../aggregators/mean/weighted-mean.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";

beforeAll(async () => {
  await useBackend("wasm");
});

test("of a mean of three participants' updates it verifies every image and every label of them all", async () => {
  const network = perceptron([128, 64], "relu");
  const weights = trainedWeights(network, 0, 1);
  const lots = [0, 1, 2].map((member) => lotOf(2, RngStream.fromSeed(41).fork("lot", member)));
  const update = weightedMean(lots.map((lot) => updateOf(network, weights, lot, 2)));
  const init = { ...initOf(network, 2), summed: 3 };
  const [claim] = await claimsOf(init, [{ participant: 0, round: 1, members: [0, 1, 2], weights, update }]);
  const truth = {
    images: Float32Array.from(lots.flatMap(({ images }) => [...images])),
    labels: Int32Array.from(lots.flatMap(({ labels }) => [...labels])),
    shape: lots[0].shape,
  };
  expect(claim.lotSize).toBe(6);
  const score = scoreOf(strategyNamed(claim, "raw"), truth);
  expect(Math.min(...score.psnrDb)).toBeGreaterThan(30);
  expect([...strategyNamed(claim, "raw").labels].sort()).toEqual([...truth.labels].sort());
  expect(claim.explanation.join("\n")).toContain("6 of 6 images verified");
});
