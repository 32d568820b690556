import { describe, expect, it } from "vitest";
import type { KnownDefence } from "../plugins/attack.js";
import { channelOf } from "./channel.js";

const dpSgd = { kind: "dp-sgd", params: { clipNorm: 2, noiseMultiplier: 3 } };
const noise = { kind: "gaussian-noise", params: { noiseStddev: 1 } };
const laplace = { kind: "laplace-noise", params: { noiseScale: 2 } };
const quantise = { kind: "quantise", params: { levels: 7, scale: "max" } };
const clip = (clipNorm: number, norm: "l2" | "l1" = "l2") => ({ kind: "clip", params: { clipNorm, norm } });

const through = (defences: readonly KnownDefence[], changes = {}) =>
  channelOf({ defences, batchSize: 8, update: "gradient", localSteps: 1, learningRate: 0.1, ...changes }, 100);

describe("channelOf", () => {
  it("is open without defences", () => {
    expect(through([])).toEqual({
      exampleClipNorm: Infinity,
      clipL2: Infinity,
      clipL1: Infinity,
      noiseStddev: 0,
      isQuantised: false,
      approximations: [],
      unknown: [],
    });
  });

  it("divides the noise of dp-sgd by the batch size", () => {
    expect(through([dpSgd])).toMatchObject({ exampleClipNorm: 2, noiseStddev: 0.75 });
  });

  it("adds variances", () => {
    expect(through([dpSgd, noise]).noiseStddev).toBe(1.25);
  });

  it("takes Laplace noise by its variance, 2 b², and says so", () => {
    const { noiseStddev, approximations } = through([noise, laplace]);
    expect(noiseStddev).toBeCloseTo(3, 12);
    expect(approximations).toEqual(["Laplace noise is taken for Gaussian noise of its variance"]);
    expect(through([{ kind: "laplace-noise", params: { noiseScale: 0 } }])).toEqual(through([]));
  });

  it("clips noise that is already there, but not what comes later", () => {
    // noise of norm 1·√100 = 10 is scaled down to the bound
    expect(through([noise, clip(5)])).toMatchObject({ clipL2: 5, noiseStddev: 0.5 });
    expect(through([clip(5), noise])).toMatchObject({ clipL2: 5, noiseStddev: 1 });
    // of L1 norm 100·√(2/π) = 79.8
    const { clipL1, noiseStddev } = through([noise, clip(40, "l1")]);
    expect(clipL1).toBe(40);
    expect(noiseStddev).toBeCloseTo(40 / 79.788, 4);
  });

  it("keeps the least bound of each norm", () => {
    expect(through([clip(5), clip(3, "l1"), clip(7), clip(4, "l1")])).toMatchObject({ clipL2: 5, clipL1: 3 });
  });

  it("knows that a change of weights is defended in its own unit, and what dp-sgd does in that of the gradient", () => {
    const channel = through([dpSgd, clip(5), noise], { update: "delta" });
    expect(channel).toMatchObject({ exampleClipNorm: 2, clipL2: 50 });
    expect(channel.noiseStddev).toBeCloseTo(Math.hypot(0.75, 10), 12);
  });

  it("adds the noise of every local step of dp-sgd, but that of a whole change once", () => {
    const changes = { update: "delta", learningRate: 1, localSteps: 9 };
    expect(through([dpSgd], changes).noiseStddev).toBe(2.25);
    expect(through([noise], changes).noiseStddev).toBe(1);
  });

  it("sees the steps of quantised values, but not under noise", () => {
    expect(through([quantise])).toMatchObject({ isQuantised: true, noiseStddev: 0, unknown: [] });
    expect(through([noise, quantise])).toMatchObject({ isQuantised: true, noiseStddev: 1, unknown: [] });
    expect(through([quantise, noise])).toMatchObject({ isQuantised: false, unknown: ["quantise before noise"] });
  });

  it("names what it does not know", () => {
    expect(through([{ kind: "./mine.ts", params: {} }]).unknown).toEqual(["./mine.ts"]);
  });
});
