/** Clipping to a quantile of the norms: Andrew et al. 2021. */
import { beforeAll, describe, expect, test } from "vitest";
import { contextAt, createDefence, defenceContract, defenceInit, turnFacts } from "../../../test/contract/defence.js";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { summedGradient } from "../../../shared/learning/gradient.js";
import { softmax } from "../../../shared/models/softmax/index.js";
import type { DefenceState, LotGradient } from "../../../shared/plugins/defence.js";
import type { Examples } from "../../../shared/plugins/task.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { sumNoise } from "./clip.js";
import { dpSgd } from "./index.js";

const network = softmax.create({}, { inputShape: [3, 3, 1], classes: 3 });
const weights = network.initialise(RngStream.fromSeed(8));
const rng = RngStream.fromSeed(9);
const count = 400;
const lot: Examples = {
  // sizes over two orders of magnitude
  images: Float32Array.from({ length: 9 * count }, (_, i) => rng.uniform() * 100 ** (Math.floor(i / 9) / count)),
  labels: Int32Array.from({ length: count }, () => rng.integer(3)),
  shape: [3, 3, 1],
};
const one = (i: number): Examples => ({
  images: lot.images.slice(9 * i, 9 * i + 9),
  labels: lot.labels.slice(i, i + 1),
  shape: [3, 3, 1],
});

let norms: readonly number[] = [];
beforeAll(async () => {
  await useBackend("cpu");
  norms = Array.from({ length: count }, (_, i) => Math.hypot(...summedGradient(network, weights, one(i)).gradient));
});

defenceContract({
  plugin: dpSgd,
  params: { clipNorm: 1, targetEpsilon: 8, clipping: "per-layer", adaptive: { quantile: 0.7 } },
});

const facts = turnFacts({ batchSize: count, examples: 10 * count });

function lots(params: Record<string, unknown>, rounds: number, secure = false): LotGradient[] {
  const defence = createDefence(dpSgd, params, defenceInit(facts));
  let state: DefenceState | undefined;
  return Array.from({ length: rounds }, (_, i) => {
    const context = contextAt(i + 1, facts);
    const stream = secure ? { rng: RngStream.secure() } : {};
    const result = defence.lotGradient!({ network, weights, lot }, { ...context, ...stream, ...(state && { state }) });
    ({ state } = result);
    return result;
  });
}

const clipNormsIn = (found: readonly LotGradient[]): number[] =>
  found.map(({ measurements }) => measurements.find(({ name }) => name === "dp-sgd/clip-norm")!.value);

const shareWithin = (clipNorm: number): number => norms.filter((norm) => norm <= clipNorm).length / count;

describe("adaptive clipping", () => {
  const quick = { learningRate: 1, indicatorNoise: 5 };

  // noise of ±5 on 400 bits keeps the clip within ±2 %, and the share of norms within it to less than 0.01: 0.05 is five times that
  test.each([0.25, 0.5, 0.9])("the clip norm goes to the quantile %d, from far below and far above", (quantile) => {
    for (const clipNorm of [1e-3, 1e3]) {
      const found = lots({ clipNorm, noiseMultiplier: 1, adaptive: { ...quick, quantile } }, 100);
      expect(Math.abs(shareWithin(clipNormsIn(found).at(-1)!) - quantile)).toBeLessThan(0.05);
    }
  });

  test("a lot is clipped to the norm from before it, and the one after it to the norm that it led to", () => {
    const [first, second] = lots({ clipNorm: 0.5, noiseMultiplier: 0, adaptive: { learningRate: 1 } }, 2);
    const moved = 0.5 * Math.exp(0.5 - shareWithin(0.5));
    expect(clipNormsIn([first, second])).toEqual([0.5, expect.closeTo(moved, 12)]);
    expect(first.state).toEqual({ clipNorm: clipNormsIn([second])[0] });
    for (const [clipNorm, { update }] of [
      [0.5, first],
      [moved, second],
    ] as const) {
      const plain = createDefence(dpSgd, { clipNorm, noiseMultiplier: 0 }, defenceInit(facts));
      const expected = plain.lotGradient!({ network, weights, lot }, contextAt(1, facts)).update;
      update.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 9));
    }
  });

  test("per layer it is the same clip, shared out", () => {
    const [flat, perLayer] = ["flat", "per-layer"].map((clipping) =>
      lots({ clipNorm: 0.5, noiseMultiplier: 0, clipping, adaptive: {} }, 5),
    );
    // softmax has one layer
    expect(perLayer.map(({ update }) => update)).toEqual(flat.map(({ update }) => update));
  });

  test("with secure noise it goes to the quantile as well", () => {
    const last = clipNormsIn(lots({ clipNorm: 1, noiseMultiplier: 1, adaptive: quick }, 40, true)).at(-1)!;
    expect(Math.abs(shareWithin(last) - 0.5)).toBeLessThan(0.05);
  });
});

describe("what the count costs", () => {
  test.each(vectorsOf("adaptive_clip_effective_noise_multiplier"))("golden: %s", (_, vector) => {
    const { z, sigma_b: indicatorNoise } = vector.params as Record<string, number>;
    expectWithin(sumNoise({ quantile: 0.5, learningRate: 0.2, indicatorNoise }, z, 100), vector);
  });

  test("sum and count together are one Gaussian of the stated noise multiplier, whatever share the count takes", () => {
    for (const z of [0.3, 1, 7]) {
      for (const indicatorNoise of [undefined, 0.51 * z, 3 * z]) {
        const adaptive = { quantile: 0.5, learningRate: 0.2, ...(indicatorNoise && { indicatorNoise }) };
        const sigmaB = indicatorNoise ?? Math.max(z, 64 / 20);
        const precision = sumNoise(adaptive, z, 64) ** -2 + (2 * sigmaB) ** -2;
        expect(precision ** -0.5 / z).toBeCloseTo(1, 12);
      }
    }
  });

  test("the noise on the sum is that, of the clip norm in force (chi-square, false alarm 1e-6)", () => {
    const empty: Examples = { images: new Float32Array(0), labels: new Int32Array(0), shape: [3, 3, 1] };
    const small = turnFacts({ batchSize: 10 });
    const params = { clipNorm: 1, noiseMultiplier: 2, adaptive: { indicatorNoise: 1.25 } };
    const defence = createDefence(dpSgd, params, defenceInit(small));
    let chiSquare = 0;
    for (let round = 1; round <= 1000; round++) {
      const context = { ...contextAt(round, small), state: { clipNorm: 3 } };
      const { update } = defence.lotGradient!({ network, weights, lot: empty }, context);
      // (2⁻² − 2.5⁻²)^(−1/2) is 10/3: times 3, over a lot of 10
      for (const value of update) chiSquare += value ** 2;
    }
    const n = 1000 * 30;
    expect(Math.abs(chiSquare - n)).toBeLessThan(4.9 * Math.sqrt(2 * n));
  });

  test("what is released is what it is without", () => {
    const plain = { clipNorm: 1, noiseMultiplier: 0.7 };
    const [one, other] = [plain, { ...plain, adaptive: {} }].map((params) =>
      createDefence(dpSgd, params, defenceInit(facts)).release(rawRelease, facts, 1),
    );
    expect(one).toEqual(other);
  });

  test("a count that costs more than everything may is refused, at its noise", () => {
    const params = { clipNorm: 1, noiseMultiplier: 3, adaptive: { indicatorNoise: 1.5 } };
    expect(() => createDefence(dpSgd, params, defenceInit(facts))).toThrow("must be above 1.5");
  });
});
