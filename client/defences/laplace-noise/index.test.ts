import { describe, expect, test } from "vitest";
import {
  bounded,
  contextAt,
  createDefence,
  defenceInit,
  turnFacts,
  updateDefenceContract,
} from "../../../test/contract/defence.js";
import type { Release } from "../../../shared/plugins/defence.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { rdp } from "../../../shared/privacy/accountants/rdp.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import { laplaceNoise } from "./index.js";

updateDefenceContract({
  plugin: laplaceNoise,
  params: { noiseScale: 5 },
  neutral: { noiseScale: 0 },
  withNoise: (stddev) => ({ noiseScale: stddev / Math.SQRT2 }),
  kurtosis: 6,
});

const clipped = bounded(1, 1.5);
const laplace = (noiseMultiplier: number): DpEvent => ({ type: "laplace", noiseMultiplier });

test("the noise has the mean size and the tails of a Laplace distribution (false alarm 2e-6)", () => {
  const n = 200_000;
  const { update } = createDefence(laplaceNoise, { noiseScale: 2 }).protectUpdate!(new Float32Array(n), contextAt(1));
  // |x| / 2 is exponential: mean 1, variance 1; above 4 with probability exp(-4)
  const mean = update.reduce((sum, x) => sum + Math.abs(x) / 2, 0) / n;
  expect(Math.abs(mean - 1)).toBeLessThan(4.9 / Math.sqrt(n));
  const [tail, expected] = [update.filter((x) => Math.abs(x) > 8).length, n * Math.exp(-4)];
  expect(Math.abs(tail - expected)).toBeLessThan(4.9 * Math.sqrt(expected));
});

describe("what laplace-noise releases", () => {
  const release = (before: Release, facts = turnFacts()): Release =>
    createDefence(laplaceNoise, { noiseScale: 6 }).release(before, facts, 1);

  test("an example under Poisson sampling: amplified, with a sensitivity of twice the L1 bound", () => {
    expect(release(clipped)).toEqual({
      ...rawRelease,
      event: { type: "poisson-sampled", probability: 8 / 600, event: laplace(2) },
      neighbours: "add-or-remove-one",
    });
    const facts = turnFacts({ update: "delta", localSteps: 3, examples: 80 });
    expect(release(clipped, facts).event).toMatchObject({ probability: expect.closeTo(0.271, 12) as number });
  });

  test("without sampling the pure epsilon of a turn is 2 l1Bound / scale", () => {
    const { event, neighbours } = release(clipped, turnFacts({ sampling: "fixed" }));
    expect(event).toEqual(laplace(2));
    expect(rdp.epsilon([event!], 0, neighbours!)).toBe((2 * 1.5) / 6);
  });

  test("a participant: its data replaced, not amplified", () => {
    const { event, neighbours } = release(clipped, turnFacts({ unit: "participant" }));
    expect([event, neighbours]).toEqual([laplace(2), "replace-one"]);
  });

  test("nothing private without a bound on the L1 norm, even with one on the L2 norm", () => {
    const why = "laplace-noise without a clip to an L1 norm before it";
    expect(release(bounded(1)).event).toEqual({ type: "non-private", why });
  });

  test("after a mechanism it is post-processing; without noise the bounds stay", () => {
    const before: Release = { ...clipped, event: laplace(0.7), neighbours: "replace-one" };
    expect(release(before)).toEqual({ ...before, ...rawRelease });
    const none = createDefence(laplaceNoise, { noiseScale: 0 });
    expect(none.release(clipped, turnFacts({ sampling: "fixed" }), 1)).toMatchObject({ ...clipped, event: laplace(0) });
  });
});

describe("a target epsilon", () => {
  test("sets the scale, which is what the event then says", () => {
    // calibrate of the contract's init: noise multiplier 2 / epsilon
    const defence = createDefence(laplaceNoise, { targetEpsilon: 4 }, defenceInit(turnFacts(), clipped));
    expect(defence.params).toEqual({ noiseScale: 1.5 });
    expect(defence.release(clipped, turnFacts({ sampling: "fixed" }), 1).event).toEqual(laplace(0.5));
  });

  test("needs a clip to an L1 norm before it, and no mechanism", () => {
    const create = (before: Release) => () =>
      createDefence(laplaceNoise, { targetEpsilon: 4 }, defenceInit(turnFacts(), before));
    expect(create(bounded(1))).toThrow(ImpossibleCombination);
    expect(create(bounded(1))).toThrow(/without a clip to an L1 norm before it/);
    expect(create({ ...clipped, event: laplace(1) })).toThrow(/private already/);
  });

  test("excludes noiseScale, and one of the two is needed", () => {
    expect(() => createDefence(laplaceNoise, {})).toThrow(/exactly one of noiseScale and targetEpsilon, got neither/);
    expect(() => createDefence(laplaceNoise, { noiseScale: 1, targetEpsilon: 1 })).toThrow(/got both/);
  });
});
