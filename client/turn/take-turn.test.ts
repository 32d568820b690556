import { beforeAll, expect, test } from "vitest";
import { createChain } from "../../shared/plugins/defence-chain.js";
import { datasets } from "../../shared/datasets/index.js";
import { models } from "../../shared/models/index.js";
import type { TurnFacts } from "../../shared/plugins/defence.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { tensorCount } from "../../shared/tensor/memory.js";
import { defences } from "../defences/index.js";
import { takeTurn, type Training } from "./take-turn.js";

const facts: TurnFacts = {
  update: "gradient",
  sampling: "poisson",
  batchSize: 8,
  localSteps: 1,
  examples: 400,
  turns: 50,
  everyRound: true,
  parameters: 1000,
  unit: "example",
};
const examples = Int32Array.from({ length: 400 }, (_, i) => 3 * i + 1);

beforeAll(async () => void (await useBackend("wasm")));

function trainingWith(...chain: readonly { kind: string; params: Record<string, unknown> }[]): Training {
  const network = models
    .find(({ name }) => name === "mlp")!
    .create({ hidden: [16], activation: "relu" }, { inputShape: [28, 28, 1], classes: 10 });
  const requests = chain.map(({ kind, params }) => ({ plugin: defences.find(({ name }) => name === kind)!, params }));
  return {
    network,
    store: datasets[0].create({}, { folder: "." }).open("train"),
    examples,
    defences: createChain(requests, facts, () => 1),
    facts,
    learningRate: 0.1,
    uploadFraction: 1,
    select: "largest",
    threshold: 0,
    rng: RngStream.fromSeed(5).fork("participant", 0),
  };
}

const dpSgd = { kind: "dp-sgd", params: { clipNorm: 1, noiseMultiplier: 0.5 } };

test("a turn taken again gives the same bytes, another round others", async () => {
  const training = trainingWith(dpSgd);
  const weights = training.network.initialise(RngStream.fromSeed(1));
  const first = await takeTurn(training, 3, weights);
  expect(await takeTurn(training, 3, weights)).toEqual(first);
  expect((await takeTurn(training, 4, weights)).update).not.toEqual(first.update);
});

test("lots hold the participant's own examples only, and their size is the lab's to know", async () => {
  const training = trainingWith();
  const weights = training.network.initialise(RngStream.fromSeed(1));
  const turns = await Promise.all(Array.from({ length: 30 }, (_, i) => takeTurn(training, i + 1, weights)));
  const lots = turns.map(({ lot }) => lot);
  for (const lot of lots) for (const example of lot) expect(examples.includes(example)).toBe(true);
  expect(new Set(lots.map(({ length }) => length)).size).toBeGreaterThan(3);
});

test("no defence releases nothing private; a chain releases what its mechanism says, and runs in order", async () => {
  const weights = trainingWith().network.initialise(RngStream.fromSeed(1));
  expect((await takeTurn(trainingWith(), 1, weights)).release.event.type).toBe("non-private");
  const clip = { kind: "clip", params: { clipNorm: 0.01 } };
  const noise = { kind: "gaussian-noise", params: { noiseStddev: 0.02 } };
  const noisy = await takeTurn(trainingWith(clip, noise), 1, weights);
  expect(noisy.release.event).toEqual({
    type: "poisson-sampled",
    probability: 0.02,
    event: { type: "gaussian", noiseMultiplier: 1 },
  });
  // noise of std 0.02 on 12 730 coordinates; clipped after the noise it would be 0.01 long
  expect(Math.hypot(...noisy.update)).toBeGreaterThan(1);
  expect(Math.hypot(...(await takeTurn(trainingWith(noise, clip), 1, weights)).update)).toBeLessThan(0.0101);
});

test("an empty lot uploads zeros undefended and pure noise under dp-sgd", async () => {
  const sparse = (training: Training) => ({ ...training, facts: { ...facts, batchSize: 1 } });
  const weights = trainingWith().network.initialise(RngStream.fromSeed(1));
  const plain = await Promise.all(
    Array.from({ length: 30 }, (_, i) => takeTurn(sparse(trainingWith()), i + 1, weights)),
  );
  const round = plain.findIndex(({ lot }) => lot.length === 0) + 1;
  expect(round).toBeGreaterThan(0);
  expect(plain[round - 1].meanLoss).toBeUndefined();
  expect(plain[round - 1].update.every((value) => value === 0)).toBe(true);
  const noise = await takeTurn(sparse(trainingWith(dpSgd)), round, weights);
  expect(noise.lot).toHaveLength(0);
  expect(noise.update.every((value) => value !== 0)).toBe(true);
});

test("tensors are flat over turns", async () => {
  const training = trainingWith(dpSgd);
  const weights = training.network.initialise(RngStream.fromSeed(1));
  await takeTurn(training, 1, weights);
  const before = tensorCount();
  for (let round = 2; round <= 50; round++) await takeTurn(training, round, weights);
  expect(tensorCount()).toBe(before);
});

test("what a defence carries goes from step to step and from turn to turn, and the same turn again starts from the same", async () => {
  const adaptive = { kind: "dp-sgd", params: { clipNorm: 1, noiseMultiplier: 0.5, adaptive: {} } };
  const training = trainingWith(adaptive);
  const steps = { ...facts, update: "delta", localSteps: 3 } as const;
  const weights = training.network.initialise(RngStream.fromSeed(1));
  const clipNorms = async (more: Partial<Training>, round: number) => {
    const result = await takeTurn({ ...training, ...more }, round, weights);
    const mean = result.measurements.find(({ name }) => name === "dp-sgd/clip-norm")!.value;
    return { ...result, mean };
  };
  const first = await clipNorms({ facts: steps }, 1);
  // three lots, each clipped to another norm: their mean is none of them
  expect(first.mean).not.toBe(1);
  const second = await clipNorms({ state: first.state }, 2);
  expect(second.mean).toBe(first.state!.clipNorm);
  expect(await clipNorms({ state: first.state }, 2)).toEqual(second);
});

test("held-out examples are in no lot", async () => {
  const noiseSchedule = { kind: "validation-based", factor: 0.5, everyRounds: 2, heldOut: 0.25 };
  const training = trainingWith({ kind: "dp-sgd", params: { clipNorm: 1, noiseMultiplier: 0.5, noiseSchedule } });
  const weights = training.network.initialise(RngStream.fromSeed(1));
  const turns = await Promise.all(Array.from({ length: 60 }, (_, i) => takeTurn(training, i + 1, weights)));
  const seen = new Set(turns.flatMap(({ lot }) => [...lot]));
  const kept = new Set(examples.subarray(0, 300));
  expect([...seen].every((example) => kept.has(example))).toBe(true);
  // 60 lots of 8 from 300 leave out any one with probability e^-1.6
  expect(seen.size).toBeGreaterThan(200);
  expect(turns[2].release.event.type).toBe("composed");
  expect(turns[2].measurements.some(({ name }) => name === "dp-sgd/held-out-accuracy")).toBe(true);
});

test("an adversary's lots hold what its attack mixes in, and their mean counts it", async () => {
  const { batchSize } = facts;
  const plain = { ...trainingWith(), facts: { ...facts, sampling: "fixed" as const } };
  const weights = plain.network.initialise(RngStream.fromSeed(1));
  const own = await takeTurn(plain, 1, weights);
  // one of its own examples, three times
  const injection = { examples: { ...plain.store.gather(own.lot.subarray(0, 1)) }, perLot: 3 };
  const mixed = await takeTurn({ ...plain, injection }, 1, weights);
  const alone = await takeTurn(
    { ...plain, examples: own.lot.subarray(0, 1), facts: { ...plain.facts, examples: 1, batchSize: 1 } },
    1,
    weights,
  );
  expect(mixed.lot).toEqual(own.lot);
  expect(mixed.meanLoss).toBeCloseTo(own.meanLoss ?? NaN, 5);
  mixed.update.forEach((value, i) => {
    const expected = (batchSize * own.update[i] + 3 * alone.update[i]) / (batchSize + 3);
    expect(Math.abs(value - expected)).toBeLessThan(1e-6);
  });
});
