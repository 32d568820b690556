/** What each defence of an update leaves the attack; the defences are those that participants use. */
import { beforeAll, describe, expect, it } from "vitest";
import { defences } from "../../../client/defences/index.js";
import { controlsFrom } from "../../../lab/score/controls.js";
import { createChain } from "../../../shared/plugins/defence-chain.js";
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

type Choice = Readonly<Record<string, unknown>> & { readonly kind: string };

const batchSize = 8;
const sizes = [8, 10];

const facts = {
  update: "gradient",
  sampling: "poisson",
  batchSize,
  examples: 600,
  localSteps: 1,
  turns: 1,
  everyRound: true,
  parameters: 1000,
  unit: "example",
} as const;

/** Scores by strategy, and the PSNR of the class means, of two lots whose updates went through the defences. */
async function attackThrough(choices: readonly Choice[]) {
  const network = perceptron([128], "relu");
  const weights = trainedWeights(network, 0, 3);
  const rng = RngStream.fromSeed(11);
  const lots = sizes.map((size, i) => lotOf(size, rng.fork("lot", i)));
  const known = choices.map(({ kind, ...params }) => ({ kind, params }));
  const requests = known.map(({ kind, params }) => ({ plugin: defences.find(({ name }) => name === kind)!, params }));
  const chain = createChain(requests, facts, () => 0);
  const observations = lots.map((lot, participant) => {
    const update = chain.reduce(
      (before, defence, i) => {
        const own = rng.fork("defence", participant, i);
        return defence.protectUpdate!(before, { round: 1, step: 1, facts, rng: own }).update;
      },
      updateOf(network, weights, lot, batchSize),
    );
    return { participant, round: 1, weights, update };
  });
  const claims = await claimsOf(initOf(network, batchSize, known), observations);
  const scores = (name: string) => claims.map((claim, i) => scoreOf(strategyNamed(claim, name), lots[i]));
  const psnrDb = (name: string) => mean(scores(name).flatMap((score) => score.psnrDb));
  const classMean = controlsFrom(auxiliary).find(({ name }) => name === "class-mean")!;
  const controlDb = mean(lots.flatMap((lot) => scoreOf(classMean.guess(10), lot).psnrDb));
  const labels = (name: string) => scores(name).map((score) => score.labels);
  return { claims, scores, labels, psnrDb, controlDb, explanation: claims[0].explanation.join("\n") };
}

beforeAll(async () => {
  await useBackend("wasm");
});

describe("gradient-inversion", () => {
  it.each([
    ["no defence", []],
    ["clipping to an L1 norm", [{ kind: "clip", norm: "l1", clipNorm: 10 }]],
    [
      "clipping to both norms",
      [
        { kind: "clip", clipNorm: 0.3 },
        { kind: "clip", norm: "l1", clipNorm: 10 },
      ],
    ],
    ["sparsify that keeps everything", [{ kind: "sparsify", keepFraction: 1 }]],
    ["Laplace noise of scale 0", [{ kind: "laplace-noise", noiseScale: 0 }]],
  ])("recovers every image through %s", async (_, choices) => {
    const { scores, labels } = await attackThrough(choices);
    expect(recoveredShare(scores("raw"))).toBe(1);
    expect(labels("raw")).toEqual(sizes);
  });

  it("recovers most images through weak Laplace noise, and says that it takes it for Gaussian noise", async () => {
    const { scores, explanation } = await attackThrough([{ kind: "laplace-noise", noiseScale: 1e-4 }]);
    expect(recoveredShare(scores("denoised"))).toBeGreaterThan(0.8);
    expect(explanation).toMatch(/standard deviation 0\.000141 a coordinate/);
    expect(explanation).toMatch(/Laplace noise is taken for Gaussian noise/);
  });

  it.each([
    ["alone", [{ kind: "laplace-noise", noiseScale: 0.5 }]],
    [
      "on an update clipped to an L1 norm",
      [
        { kind: "clip", norm: "l1", clipNorm: 10 },
        { kind: "laplace-noise", noiseScale: 0.02 },
      ],
    ],
  ])("falls to its control under strong Laplace noise, %s", async (_, choices) => {
    const { scores, psnrDb, controlDb } = await attackThrough(choices);
    for (const name of ["raw", "denoised", "matched", "prior"]) {
      expect(recoveredShare(scores(name))).toBe(0);
      expect(psnrDb(name)).toBeLessThan(controlDb + 1);
    }
  });

  it("recovers most images from many levels", async () => {
    const { scores, labels, explanation } = await attackThrough([{ kind: "quantise", levels: 127 }]);
    expect(recoveredShare(scores("denoised"))).toBeGreaterThan(0.8);
    expect(recoveredShare(scores("raw"))).toBeLessThan(0.2);
    expect(labels("denoised")).toEqual(sizes);
    expect(explanation).toMatch(/random rounding to levels is taken for Gaussian noise/);
  });

  it("recovers no image from few levels, but every label", async () => {
    const { scores, labels, psnrDb, controlDb } = await attackThrough([{ kind: "quantise", levels: 1 }]);
    expect(recoveredShare(scores("denoised"))).toBe(0);
    expect(psnrDb("denoised")).toBeLessThan(controlDb + 4);
    expect(labels("denoised")).toEqual(sizes);
  });
});
