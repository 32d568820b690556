/** Every shipped model can be attacked; some need longer searches than a test has time for. */
import { expect, it } from "vitest";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { initOf, lotOf, updateOf } from "../../../test/support/curious-server.js";
import { matchClaims, modelOf } from "../../../test/support/gradient-matching.js";
import { scoreOf, strategyNamed } from "../../../test/support/score-claims.js";

await useBackend("wasm");

it.each([
  ["softmax", {}, 200, 60],
  ["mlp", { hidden: [64], activation: "tanh" }, 200, 30],
  ["lenet-sigmoid", {}, 300, 30],
  ["shokri-mlp", { activation: "relu" }, 300, 16],
  ["strided-cnn", {}, 500, 15],
  ["shokri-cnn", {}, 200, 18],
])("finds an image from a gradient of %s", async (name, params, iterations, psnrDb) => {
  const network = modelOf(name, params);
  const weights = network.initialise(RngStream.fromSeed(1));
  const lot = lotOf(1, RngStream.fromSeed(5).fork("lot", 0));
  const update = updateOf(network, weights, lot, 1);
  const init = { ...initOf(network, 1), sampling: "fixed" as const };
  const [claim] = await matchClaims({ iterations }, init, [{ participant: 0, round: 1, weights, update }]);
  const found = scoreOf(strategyNamed(claim, "matched"), lot);
  const prior = scoreOf(strategyNamed(claim, "prior"), lot);
  expect(found.psnrDb[0]).toBeGreaterThan(psnrDb);
  expect(found.labels).toBe(1);
  expect(prior.psnrDb[0]).toBeLessThan(13);
});
