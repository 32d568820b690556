import { describe, expect, it } from "vitest";
import { channelOf } from "./channel.js";

const dpSgd = { kind: "dp-sgd", params: { clipNorm: 2, noiseMultiplier: 3 } };
const noise = { kind: "gaussian-noise", params: { noiseStddev: 1 } };
const clip = (clipNorm: number) => ({ kind: "clip", params: { clipNorm } });

describe("channelOf", () => {
  it("is open without defences", () => {
    const nothing = { exampleClipNorm: Infinity, updateClipNorm: Infinity, noiseStddev: 0, unknown: [] };
    expect(channelOf([], 8, 100)).toEqual(nothing);
  });

  it("divides the noise of dp-sgd by the batch size", () => {
    expect(channelOf([dpSgd], 8, 100)).toMatchObject({ exampleClipNorm: 2, noiseStddev: 0.75 });
  });

  it("adds variances", () => {
    expect(channelOf([dpSgd, noise], 8, 100).noiseStddev).toBe(1.25);
  });

  it("clips noise that is already there, but not what comes later", () => {
    // Noise of norm 1·√100 = 10 is scaled down to the bound.
    expect(channelOf([noise, clip(5)], 8, 100)).toMatchObject({ updateClipNorm: 5, noiseStddev: 0.5 });
    expect(channelOf([clip(5), noise], 8, 100)).toMatchObject({ updateClipNorm: 5, noiseStddev: 1 });
  });

  it("names what it does not know", () => {
    expect(channelOf([{ kind: "./mine.ts", params: {} }], 8, 100).unknown).toEqual(["./mine.ts"]);
  });
});
