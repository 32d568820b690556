import { beforeAll, describe, expect, test } from "vitest";
import {
  bounded,
  contextAt,
  createDefence,
  defenceContract,
  defenceInit,
  noiseContract,
  turnFacts,
} from "../../../test/contract/defence.js";
import { summedGradient } from "../../../shared/learning/gradient.js";
import { mlp } from "../../../shared/models/mlp/index.js";
import type { LotGradient, Release } from "../../../shared/plugins/defence.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { accountants } from "../../../shared/privacy/accountants/index.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import type { DefenceInit } from "../../../shared/plugins/defence.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import type { Examples } from "../../../shared/plugins/task.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { parameterCount } from "../../../shared/tensor/param-vector.js";
import { dpSgd } from "./index.js";

const network = mlp.create({ hidden: [40], activation: "tanh" }, { inputShape: [5, 5, 1], classes: 10 });
const size = parameterCount(network.layout);
const weights = network.initialise(RngStream.fromSeed(2));
const shape = [5, 5, 1];

function lotOf(count: number): Examples {
  const rng = RngStream.fromSeed(3).fork("lot");
  const images = Float32Array.from({ length: count * 25 }, () => rng.uniform());
  return { images, labels: Int32Array.from({ length: count }, () => rng.integer(10)), shape };
}

function gradientOf(params: Record<string, unknown>, lot: Examples, round = 1, batchSize = 8): LotGradient {
  const facts = turnFacts({ batchSize });
  return createDefence(dpSgd, params, defenceInit(facts)).lotGradient!(
    { network, weights, lot },
    contextAt(round, facts),
  );
}

const withoutClipping = { clipNorm: 1e6, noiseMultiplier: 0 };

beforeAll(() => useBackend("cpu"));

defenceContract({ plugin: dpSgd, params: { clipNorm: 1, targetEpsilon: 8 }, neutral: withoutClipping });

describe("dp-sgd", () => {
  test("neutral parameters give the plain mean over the expected lot, whatever the real lot", () => {
    for (const count of [1, 5, 12]) {
      const plain = summedGradient(network, weights, lotOf(count));
      const { update, losses } = gradientOf(withoutClipping, lotOf(count));
      expect(losses).toEqual(plain.losses);
      update.forEach((value, i) => expect(Math.abs(value - plain.gradient[i] / 8)).toBeLessThan(1e-6));
    }
  });

  test("without noise: the sum of each example's own gradient, scaled to clipNorm where longer, over batchSize", () => {
    const lot = lotOf(7);
    const expected = new Float64Array(size);
    const norms: number[] = [];
    for (let i = 0; i < 7; i++) {
      const one = { images: lot.images.slice(25 * i, 25 * (i + 1)), labels: lot.labels.slice(i, i + 1), shape };
      const { gradient } = summedGradient(network, weights, one);
      norms.push(Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0)));
      gradient.forEach((value, k) => (expected[k] += (value * Math.min(1, 1.2 / norms[i])) / 8));
    }
    norms.sort((a, b) => a - b);
    const { update, measurements } = gradientOf({ clipNorm: 1.2, noiseMultiplier: 0 }, lot);
    update.forEach((value, k) => expect(Math.abs(value - expected[k])).toBeLessThan(1e-6));
    expect(measurements.map(({ name }) => name)).toEqual(["dp-sgd/clipped", "dp-sgd/median-norm"]);
    expect(measurements[0].value).toBe(norms.filter((norm) => norm > 1.2).length / 7);
    expect(measurements[1].value).toBeCloseTo(norms[3], 5);
  });

  test("an empty lot uploads pure noise, and no measurement", () => {
    const { update, measurements, losses } = gradientOf({ clipNorm: 1, noiseMultiplier: 1 }, lotOf(0));
    expect(update).toHaveLength(size);
    expect(update.every((value) => value !== 0)).toBe(true);
    expect([measurements.length, losses.length]).toEqual([0, 0]);
  });

  test("noise is added once a lot, not once an example", () => {
    const noise = gradientOf({ clipNorm: 1, noiseMultiplier: 1 }, lotOf(0)).update;
    const [noisy, plain] = [1, 0].map(
      (noiseMultiplier) => gradientOf({ clipNorm: 1, noiseMultiplier }, lotOf(6)).update,
    );
    noisy.forEach((value, i) => expect(value - plain[i]).toBeCloseTo(noise[i], 6));
  });

  test("the same round gives the same bytes, and its inputs stay as they were", () => {
    const [lot, before] = [lotOf(4), weights.slice()];
    const params = { clipNorm: 1, noiseMultiplier: 1 };
    expect(gradientOf(params, lot)).toEqual(gradientOf(params, lot));
    expect(lot).toEqual(lotOf(4));
    expect(weights).toEqual(before);
  });

  test("weights that have diverged are refused", () => {
    const task = { network, weights: weights.with(0, NaN), lot: lotOf(2) };
    expect(() => createDefence(dpSgd, withoutClipping).lotGradient!(task, contextAt(1))).toThrow(/must be finite/);
  });

  // clipNorm 2 and a lot of 1: the noise on the update is twice the noise multiplier
  noiseContract((stddev, round) => {
    const lots = Array.from(
      { length: 30 },
      (_, i) => gradientOf({ clipNorm: 2, noiseMultiplier: stddev / 2 }, lotOf(0), 100 * round + i, 1).update,
    );
    return Float32Array.from(lots.flatMap((update) => [...update]));
  });
});

describe("what dp-sgd releases", () => {
  test("each participant's own sampling rate, and the noise multiplier", () => {
    const defence = createDefence(dpSgd, { clipNorm: 3, noiseMultiplier: 0.7 });
    expect(defence.release(rawRelease, turnFacts({ examples: 200 }), 1)).toEqual({
      ...rawRelease,
      event: { type: "poisson-sampled", probability: 0.04, event: { type: "gaussian", noiseMultiplier: 0.7 } },
      neighbours: "add-or-remove-one",
    });
  });

  test.each([
    ["more examples in a lot than there are", { batchSize: 900 }],
    ["exactly as many", { batchSize: 600 }],
  ])("%s: everybody is sampled", (_, changes) => {
    const { event } = createDefence(dpSgd, { clipNorm: 3, noiseMultiplier: 0.7 }).release(
      rawRelease,
      turnFacts(changes),
      1,
    );
    expect(event).toMatchObject({ type: "poisson-sampled", probability: 1 });
  });

  test("local steps: a turn's event is repeated, its epsilon that of as many lots", () => {
    const facts = turnFacts({ update: "delta", localSteps: 5 });
    const lot = { type: "poisson-sampled", probability: 8 / 600, event: { type: "gaussian", noiseMultiplier: 0.7 } };
    const { event } = createDefence(dpSgd, { clipNorm: 3, noiseMultiplier: 0.7 }).release(rawRelease, facts, 1);
    expect(event).toEqual({ type: "repeated", count: 5, event: lot });
    const turns: DpEvent = { type: "repeated", count: facts.turns, event: event! };
    const lots: DpEvent[] = Array<DpEvent>(facts.turns * 5).fill(lot as DpEvent);
    for (const accountant of accountants) {
      if (accountant.supports(turns, "add-or-remove-one") !== true) continue;
      const spent = accountant.epsilon([turns], 1e-5, "add-or-remove-one");
      expect(Math.abs(spent / accountant.epsilon(lots, 1e-5, "add-or-remove-one") - 1)).toBeLessThan(1e-9);
    }
  });

  test("local steps: a target is calibrated for all lots of a turn", () => {
    const asked: DpEvent[] = [];
    const calibrate: DefenceInit["calibrate"] = (_, release) => (asked.push(release(0.5, 1).event), 0.5);
    const facts = turnFacts({ update: "delta", localSteps: 3 });
    createDefence(dpSgd, { clipNorm: 3, targetEpsilon: 4 }, { facts, before: rawRelease, calibrate });
    expect(asked).toMatchObject([{ type: "repeated", count: 3, event: { probability: 8 / 600 } }]);
  });

  test("a target epsilon becomes a noise multiplier", () => {
    expect(createDefence(dpSgd, { clipNorm: 3, targetEpsilon: 4 }).params).toEqual({
      clipNorm: 3,
      clipping: "flat",
      noiseMultiplier: 0.5,
    });
  });
});

describe("dp-sgd refuses", () => {
  const create =
    (params: Record<string, unknown>, facts = turnFacts(), before: Release = rawRelease) =>
    () =>
      createDefence(dpSgd, { clipNorm: 1, ...params }, defenceInit(facts, before));
  const noise = { noiseMultiplier: 1 };

  test("sampling shuffle, because no accounting of its lots is known", () => {
    const init = { facts: turnFacts({ sampling: "shuffle" }), before: rawRelease, calibrate: () => 1 };
    expect(() => createDefence(dpSgd, { clipNorm: 1, noiseMultiplier: 1 }, init)).toThrow(
      /training.sampling is shuffle, for whose lots no accounting/,
    );
  });

  test.each([
    ["fixed", {}, { type: "fixed-size-sampled", examples: 600, size: 8 }, 0.35, "replace-one"],
    [
      "truncated-poisson",
      { maxBatchSize: 20 },
      { type: "truncated-poisson-sampled", examples: 600, probability: 8 / 600, maximum: 20 },
      0.7,
      "zero-out-one",
    ],
  ] as const)(
    "not sampling %s, whose event and relation it takes",
    (sampling, size, event, noiseMultiplier, neighbours) => {
      const facts = turnFacts({ sampling, ...size });
      const init = { facts, before: rawRelease, calibrate: () => 1 };
      const released = createDefence(dpSgd, { clipNorm: 3, noiseMultiplier: 0.7 }, init).release(rawRelease, facts, 1);
      expect(released).toMatchObject({ event: { ...event, event: { type: "gaussian", noiseMultiplier } }, neighbours });
    },
  );

  test("the unit participant", () => {
    expect(create(noise, turnFacts({ unit: "participant" }))).toThrow(/not a whole participant/);
  });

  test("any place but the first", () => {
    const event = { type: "gaussian", noiseMultiplier: 1 } as const;
    expect(create(noise, turnFacts(), bounded(1))).toThrow(/no defence can come before it/);
    expect(create(noise, turnFacts(), { ...rawRelease, event })).toThrow(ImpossibleCombination);
  });

  test("both or neither of noiseMultiplier and targetEpsilon", () => {
    expect(create({})).toThrow(/exactly one of noiseMultiplier and targetEpsilon, got neither/);
    expect(create({ ...noise, targetEpsilon: 1 })).toThrow(/got both/);
  });
});
