/** What updates of other kinds leave the attack. */
import { describe, expect, it } from "vitest";
import { selectCoordinates } from "../../../shared/learning/selection.js";
import type { AttackInit, Observation } from "../../../shared/plugins/attack.js";
import type { Examples } from "../../../shared/plugins/task.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { initOf, lotOf, perceptron, updateOf } from "../../../test/support/curious-server.js";
import { deltaOf, matchClaims, modelOf } from "../../../test/support/gradient-matching.js";
import { scoreOf, strategyNamed } from "../../../test/support/score-claims.js";

await useBackend("wasm");

const network = modelOf("lenet-sigmoid");
const weights = network.initialise(RngStream.fromSeed(1));
const lots = [0, 1].map((i) => lotOf(1, RngStream.fromSeed(5).fork("lot", i)));
// a quick one, where many steps are simulated
const small = perceptron([16], "sigmoid");
const smallWeights = small.initialise(RngStream.fromSeed(1));

type Brought = Pick<Observation, "update" | "indices" | "members">;

/** PSNR and explanation of what is claimed about one update. */
async function attack(lot: Examples, brought: Brought, facts: Partial<AttackInit>, params = {}) {
  const isSmall = facts.network === small;
  const observation = { participant: 0, round: 1, weights: isSmall ? smallWeights : weights, ...brought };
  const init: AttackInit = { ...initOf(network, 1), sampling: "fixed", ...facts };
  const [claim] = await matchClaims({ iterations: 400, ...params }, init, [observation]);
  const psnrDb = (name: string) => Math.min(...scoreOf(strategyNamed(claim, name), lot).psnrDb);
  return { claim, matched: psnrDb("matched"), prior: psnrDb("prior"), explanation: claim.explanation.join("\n") };
}

const joined = ([a, b]: readonly Examples[]): Examples => ({
  images: Float32Array.of(...a.images, ...b.images),
  labels: Int32Array.of(...a.labels, ...b.labels),
  shape: a.shape,
});

const meanOf = ([a, b]: readonly Float32Array[]) => a.map((value, i) => (value + b[i]) / 2);

describe("gradient-matching of what local steps change", () => {
  const facts = { update: "delta", localSteps: 5, examplesEach: 1, learningRate: 0.1 } as const;

  it("finds the image behind five steps", async () => {
    const update = deltaOf(network, weights, Array<Examples>(5).fill(lots[0]), 0.1);
    const { claim, matched, explanation } = await attack(lots[0], { update }, facts, { iterations: 200 });
    expect(claim.lotSize).toBe(1);
    expect(matched).toBeGreaterThan(30);
    expect(explanation).toMatch(/5 local steps simulated/);
    expect(explanation).not.toMatch(/unknown/);
  });

  it("tries several numbers of steps where it is to guess", async () => {
    const update = deltaOf(small, smallWeights, Array<Examples>(3).fill(lots[0]), 0.5);
    const guess = { localSteps: "guess", iterations: 100 };
    const { explanation } = await attack(lots[0], { update }, { ...facts, network: small, learningRate: 0.5 }, guess);
    expect(explanation).toMatch(/steps that were tried, 3 explains the update best/);
  });

  it("takes the lots of an epoch for consecutive ones, tries which label was in which, and says so", async () => {
    const update = deltaOf(small, smallWeights, [...lots, ...lots], 0.5);
    const epochs = { ...facts, network: small, localSteps: 4, examplesEach: 2, learningRate: 0.5 };
    const { claim, matched, explanation } = await attack(joined(lots), { update }, epochs, { restarts: 4 });
    expect(claim.lotSize).toBe(2);
    expect(matched).toBeGreaterThan(20);
    expect(explanation).toMatch(/which images formed which lot is unknown: 2 lots of 1 assumed/);
  });
});

describe("gradient-matching of partial uploads", () => {
  const full = updateOf(network, weights, lots[1], 1);
  const part = (fraction: number): Brought => {
    const selection = { fraction, select: "largest", threshold: 0 } as const;
    const indices = selectCoordinates(full, selection, RngStream.fromSeed(1));
    const update = new Float32Array(full.length);
    for (const i of indices) update[i] = full[i];
    return { update, indices };
  };

  it("finds the image in a tenth of the update", async () => {
    const { matched, explanation } = await attack(lots[1], part(0.1), { uploadFraction: 0.1 });
    expect(matched).toBeGreaterThan(30);
    expect(explanation).toMatch(/revealed 1342 of 13426 parameters: 1\.71 a pixel of 1 image/);
  });

  it("falls to its prior with a thousandth of the update, and says that it is too little", async () => {
    const { matched, prior, explanation } = await attack(lots[1], part(0.001), { uploadFraction: 0.001 });
    expect(matched).toBeLessThan(prior + 1);
    expect(explanation).toMatch(
      /revealed 13 of 13426 parameters: 0\.0166 a pixel of 1 image, too few to determine them/,
    );
  });

  it("takes what sparsify leaves for a part, what quantise rounds to zero for the whole", async () => {
    const sparsify = [{ kind: "sparsify", params: { keepFraction: 0.1 } }];
    const quantise = [{ kind: "quantise", params: { levels: 127, scale: "max" } }];
    const few = { iterations: 2 };
    const sparse = await attack(lots[1], part(0.1), { defences: sparsify }, few);
    expect(sparse.explanation).toMatch(/revealed 1342 of 13426 parameters/);
    const rounded = await attack(lots[1], part(0.1), { defences: quantise }, few);
    expect(rounded.explanation).toMatch(/revealed 13426 of 13426 parameters/);
  });

  it("knows that a value at its bound was that or more", async () => {
    const bound = 0.05;
    const update = full.map((value) => Math.max(-bound, Math.min(bound, value)));
    const aware = await attack(lots[1], { update }, { valueBound: bound });
    const unaware = await attack(lots[1], { update }, {});
    expect(aware.matched).toBeGreaterThan(20);
    expect(aware.matched).toBeGreaterThan(unaware.matched + 5);
  });
});

describe("gradient-matching of sums", () => {
  it("finds the images of both participants in the mean of their gradients", async () => {
    const update = meanOf(lots.map((lot) => updateOf(network, weights, lot, 1)));
    const { claim, matched } = await attack(joined(lots), { update, members: [0, 1] }, { summed: 2 });
    expect(claim.lotSize).toBe(2);
    expect(matched).toBeGreaterThan(25);
  });

  it("simulates the steps of each where both took several", async () => {
    const update = meanOf(lots.map((lot) => deltaOf(network, weights, [lot, lot], 0.1)));
    const facts = { summed: 2, update: "delta", localSteps: 2, examplesEach: 1, learningRate: 0.1 } as const;
    const { claim, matched } = await attack(joined(lots), { update, members: [0, 1] }, facts, { iterations: 200 });
    expect(claim.lotSize).toBe(2);
    expect(matched).toBeGreaterThan(20);
  });
});
