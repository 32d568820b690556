import { describe, expect, test } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { fromBelow } from "./from-below.js";
import { deltaOf } from "./hockey-stick.js";
import { lossOf } from "./loss-source.js";
import { mixedLoss } from "./mixed-loss.js";
import { gaussianNoise, laplaceNoise } from "./noises.js";
import { lossOfOutcomes, pureOutcomes, sampledOutcomes } from "./outcomes.js";
import { addition, removal } from "./output-pair.js";
import { fromAbove, onWiderGrid, tiltedSplit } from "./tilted-loss.js";
import type { TiltedLoss } from "./tilted-loss.js";

const epsilons = Array.from({ length: 41 }, (_, i) => 0.07 * i);
/** Beside what is added and taken off for rounding errors, 1e-12. */
const ROUNDING = 2e-12;

describe("of losses on a fine grid, a wider one holds δ between its two ends", () => {
  /** Losses 0.01·(−100 .. 299) with masses by `draw`; θ and K as they come. */
  function fine(tilt: number, draw: (i: number) => number): TiltedLoss {
    const masses = Float64Array.from({ length: 400 }, (_, i) => draw(i));
    const loss = (i: number) => 0.01 * (i - 100);
    const total = masses.reduce((a, b) => a + b, 0);
    const mean = masses.reduce((sum, mass, i) => sum + (mass / total) * Math.exp(tilt * loss(i)), 0);
    const tilted = masses.map((mass, i) => ((mass / total) * Math.exp(tilt * loss(i))) / mean);
    return { step: 0.01, first: -100, tilted, tilt, logTotal: Math.log(mean), infinite: 0 };
  }

  const stream = RngStream.fromSeed(5);
  const bell = (i: number) => Math.exp(-(((i - 200) / 60) ** 2) / 2);

  test.each<[string, (i: number) => number]>([
    ["a bell", bell],
    ["anything", () => stream.uniform()],
    ["few atoms", (i) => (i % 37 === 3 ? 1 : 0)],
    ["one atom", (i) => (i === 243 ? 1 : 0)],
    ["a bell beside an atom", (i) => bell(i) + (i === 390 ? 20 : 0)],
  ])("%s", (_, draw) => {
    for (const tilt of [0.5, 4, 20]) {
      const loss = fine(tilt, draw);
      for (const step of [0.01, 0.023, 0.1]) {
        const split = onWiderGrid(loss, step);
        const [above, { loss: below, lost }] = [fromAbove(split), fromBelow(split)];
        for (const epsilon of epsilons) {
          const exact = (deltaOf(loss, epsilon, "upper") + deltaOf(loss, epsilon, "lower")) / 2;
          expect(deltaOf(above, epsilon, "upper")).toBeGreaterThanOrEqual(exact - ROUNDING);
          expect(deltaOf(below, epsilon, "lower") - lost).toBeLessThanOrEqual(exact + ROUNDING);
        }
      }
    }
  });

  test("on either side within the square of the step, where losses have a density", () => {
    const loss = fine(2, bell);
    const apart = [0.1, 0.05].map((step) => {
      const split = onWiderGrid(loss, step);
      const [above, { loss: below, lost }] = [fromAbove(split), fromBelow(split)];
      expect(lost).toBeLessThan(0.01);
      return deltaOf(above, 1.5, "upper") - deltaOf(below, 1.5, "lower") + lost;
    });
    expect(apart[0]).toBeLessThan(0.01);
    expect(apart[1]).toBeLessThan(0.5 * apart[0]);
  });
});

test.each([
  ["a Gaussian", lossOf(removal(gaussianNoise(0.8), 1))],
  ["a sampled Gaussian, removed", lossOf(removal(gaussianNoise(0.8), 0.2))],
  ["a sampled Gaussian, added", lossOf(addition(gaussianNoise(0.8), 0.9))],
  ["Laplace noise", lossOf(removal(laplaceNoise(0.6), 1))],
  ["randomised response on a sample", lossOfOutcomes(sampledOutcomes(pureOutcomes(2), 0.3))],
  [
    "one of three, by a public draw",
    mixedLoss([
      { weight: 0.5, source: lossOf(removal(gaussianNoise(1), 0.3)) },
      { weight: 0.3, source: lossOf(removal(gaussianNoise(2), 1)) },
      { weight: 0.2, source: lossOfOutcomes([{ p: 1, q: 1 }]) },
    ]),
  ],
])("%s: its closed form is between its two ends on any grid", (_, source) => {
  for (const step of [0.3, 0.04, 1e-3]) {
    const split = tiltedSplit(source.onGrid(step, 1e-15, -30), 3);
    const [above, { loss: below, lost }] = [fromAbove(split), fromBelow(split)];
    for (const epsilon of epsilons) {
      const exact = source.delta!(epsilon);
      expect(deltaOf(above, epsilon, "upper")).toBeGreaterThanOrEqual(exact.lower - ROUNDING);
      expect(deltaOf(below, epsilon, "lower") - lost).toBeLessThanOrEqual(exact.upper + ROUNDING);
    }
  }
});
