import { describe, expect, test } from "vitest";
import {
  bounded,
  contextAt,
  createDefence,
  defenceInit,
  turnFacts,
  updateDefenceContract,
} from "../../../test/contract/defence.js";
import { accountantNamed } from "../../../shared/privacy/accountants/index.js";
import { calibrateNoiseMultiplier } from "../../../shared/privacy/calibrate.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import { discreteGaussianNoise } from "./index.js";

updateDefenceContract({
  plugin: discreteGaussianNoise,
  params: { noiseStddev: 0.5 },
  neutral: { noiseStddev: 0 },
  withNoise: (noiseStddev) => ({ noiseStddev }),
});

const clipped = bounded(1.5);
const init = defenceInit(turnFacts(), clipped);
const event = { type: "discrete-gaussian", noiseStddev: 1000, sensitivity: 500, coordinates: 1000 };

describe("what discrete-gaussian-noise releases", () => {
  test("integers of twice the bound's sensitivity, in cells, without amplification, under any sampling", () => {
    const defence = createDefence(discreteGaussianNoise, { noiseStddev: 6, cellsPerStddev: 1000 }, init);
    for (const sampling of ["poisson", "shuffle", "fixed"] as const) {
      expect(defence.release(clipped, turnFacts({ sampling }), 1)).toEqual({
        ...rawRelease,
        event,
        neighbours: "add-or-remove-one",
      });
    }
    const { neighbours } = defence.release(clipped, turnFacts({ unit: "participant" }), 1);
    expect(neighbours).toBe("replace-one");
  });

  test("without a clip before it nothing is promised", () => {
    const defence = createDefence(discreteGaussianNoise, { noiseStddev: 6 });
    expect(defence.release(rawRelease, turnFacts(), 1).event).toMatchObject({ type: "non-private" });
  });

  test("a target is met as by the continuous Gaussian, whose Rényi divergences it has at most", () => {
    const rdp = accountantNamed("rdp");
    const target = { epsilon: 3, delta: 1e-5, neighbours: "add-or-remove-one" } as const;
    const calibrate = (epsilon: number, release: Parameters<typeof init.calibrate>[1]) =>
      calibrateNoiseMultiplier(rdp, { ...target, epsilon }, (noise) => [release(noise, 1).event]);
    const { params } = createDefence(discreteGaussianNoise, { targetEpsilon: 3 }, { ...init, calibrate });
    const continuous = calibrateNoiseMultiplier(rdp, target, (noiseMultiplier) => [
      { type: "gaussian", noiseMultiplier },
    ]);
    expect((params!.noiseStddev as number) / 3 / continuous).toBeCloseTo(1, 6);
  });
});

describe("the grid", () => {
  test("outputs are whole cells, and a bounded update with its noise taken off is within its bound, exactly", () => {
    const params = { noiseStddev: 2, cellsPerStddev: 64 };
    const update = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i));
    const norm = Math.hypot(...update);
    const unit = update.map((value) => (1.5 * value) / norm);
    const defence = createDefence(discreteGaussianNoise, params, init);
    const [noisy, noise] = [unit, new Float32Array(500)].map((values) =>
      Array.from(defence.protectUpdate!(values, contextAt(1)).update, (value) => value * 32),
    );
    expect(noisy.every(Number.isInteger)).toBe(true);
    const squares = noisy.reduce((sum, value, i) => sum + (value - noise[i]) ** 2, 0);
    expect(squares).toBeLessThanOrEqual((1.5 * 32) ** 2);
    expect(squares).toBeGreaterThan((1.5 * 32) ** 2 * 0.8);
  });
});
