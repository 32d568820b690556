/** What the attack reaches, over as many seeds as FEDLEAK_SEEDS says: the numbers of README.md. */
import { describe, expect, it } from "vitest";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { initOf, lotOf, updateOf } from "../../../test/support/curious-server.js";
import { deltaOf, matchClaims, modelOf } from "../../../test/support/gradient-matching.js";
import { mean, scoreOf, strategyNamed } from "../../../test/support/score-claims.js";

await useBackend("wasm");

const seeds = Number(process.env["FEDLEAK_SEEDS"] ?? 1);
const secondsEach = 60;

interface Setup {
  readonly initialRange: number;
  readonly lotSize: number;
  readonly localSteps?: number;
  readonly learningRate?: number;
  readonly iterations: number;
}

/** Mean PSNR of the lot of each seed, whose labels must all be right. */
async function psnrBySeed({ initialRange, lotSize, localSteps = 0, learningRate = 0.1, iterations }: Setup) {
  const network = modelOf("lenet-sigmoid", { initialRange });
  const found: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const weights = network.initialise(RngStream.fromSeed(1000 + seed));
    const lot = lotOf(lotSize, RngStream.fromSeed(2000 + seed));
    const isDelta = localSteps > 0;
    const lots = Array.from({ length: localSteps }, () => lot);
    const update = isDelta ? deltaOf(network, weights, lots, learningRate) : updateOf(network, weights, lot, lotSize);
    const init = {
      ...initOf(network, lotSize),
      sampling: "fixed" as const,
      ...(isDelta && { update: "delta" as const, localSteps, learningRate, examplesEach: lotSize }),
    };
    const [claim] = await matchClaims({ iterations }, init, [{ participant: 0, round: 1, weights, update }]);
    const { psnrDb, labels } = scoreOf(strategyNamed(claim, "matched"), lot);
    expect(labels).toBe(lotSize);
    found.push(mean(psnrDb));
  }
  return found;
}

describe("gradient-matching of LeNet with sigmoids, over seeds", () => {
  const cases: [string, Setup, { readonly psnrDb: number; readonly share: number }][] = [
    ["one image", { initialRange: 0.5, lotSize: 1, iterations: 1000 }, { psnrDb: 40, share: 0.9 }],
    [
      "five local steps on one image, rate 0.01",
      { initialRange: 0.5, lotSize: 1, localSteps: 5, learningRate: 0.01, iterations: 400 },
      { psnrDb: 25, share: 0.8 },
    ],
    [
      "five local steps on one image, rate 0.1",
      { initialRange: 0.5, lotSize: 1, localSteps: 5, iterations: 400 },
      { psnrDb: 25, share: 0.8 },
    ],
    ["four images", { initialRange: 0.2, lotSize: 4, iterations: 1000 }, { psnrDb: 20, share: 0.8 }],
  ];
  it.each(cases)("%s", { timeout: seeds * secondsEach * 1000 }, async (_, setup, { psnrDb, share }) => {
    const found = await psnrBySeed(setup);
    expect(found.filter((value) => value > psnrDb).length / seeds).toBeGreaterThanOrEqual(share);
  });
});
