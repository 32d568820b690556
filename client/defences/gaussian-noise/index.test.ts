import { describe, expect, test } from "vitest";
import {
  bounded,
  createDefence,
  defenceInit,
  turnFacts,
  updateDefenceContract,
} from "../../../test/contract/defence.js";
import type { Release } from "../../../shared/plugins/defence.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import type { DefenceInit } from "../../../shared/plugins/defence.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import { gaussianNoise } from "./index.js";

updateDefenceContract({
  plugin: gaussianNoise,
  params: { noiseStddev: 0.5 },
  neutral: { noiseStddev: 0 },
  withNoise: (noiseStddev) => ({ noiseStddev }),
});

const clipped = bounded(1.5, 9);
const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });

describe("what gaussian-noise releases", () => {
  const release = (before: Release, facts = turnFacts()): Release =>
    createDefence(gaussianNoise, { noiseStddev: 6 }).release(before, facts, 1);

  test("an example under Poisson sampling: amplified, with a sensitivity of twice the bound", () => {
    expect(release(clipped)).toEqual({
      ...rawRelease,
      event: { type: "poisson-sampled", probability: 8 / 600, event: gaussian(2) },
      neighbours: "add-or-remove-one",
    });
  });

  test.each(["shuffle", "fixed"] as const)("an example under %s: not amplified", (sampling) => {
    expect(release(clipped, turnFacts({ sampling }))).toEqual({
      ...rawRelease,
      event: gaussian(2),
      neighbours: "add-or-remove-one",
    });
  });

  test.each(["poisson", "shuffle"] as const)("a participant under %s: its data replaced, not amplified", (sampling) => {
    expect(release(clipped, turnFacts({ unit: "participant", sampling }))).toEqual({
      ...rawRelease,
      event: gaussian(2),
      neighbours: "replace-one",
    });
  });

  test("a turn of several lots: an example counts that is in any of them", () => {
    const facts = turnFacts({ update: "delta", localSteps: 4, examples: 16 });
    // 1 - (1/2)^4
    expect(release(clipped, facts).event).toEqual({
      type: "poisson-sampled",
      probability: 15 / 16,
      event: gaussian(2),
    });
    expect(release(clipped, { ...facts, examples: 8 }).event).toMatchObject({ probability: 1 });
    expect(release(clipped, { ...facts, sampling: "shuffle" }).event).toEqual(gaussian(2));
    expect(release(clipped, { ...facts, unit: "participant" }).event).toEqual(gaussian(2));
  });

  test("nothing private without a bound, until a clip and noise follow", () => {
    const unbounded = release(rawRelease);
    expect(unbounded.event).toEqual({ type: "non-private", why: "gaussian-noise without a clip before it" });
    expect(release({ ...unbounded, l2Bound: 1.5 }, turnFacts({ sampling: "fixed" })).event).toEqual(gaussian(2));
  });

  test("after a mechanism it is post-processing", () => {
    const before: Release = { ...bounded(3, 4), event: gaussian(0.7), neighbours: "replace-one" };
    expect(release(before)).toEqual({ ...before, ...rawRelease });
  });

  test("without noise the bound stays, and the event says there is none", () => {
    const none = createDefence(gaussianNoise, { noiseStddev: 0 });
    expect(none.release(clipped, turnFacts({ sampling: "fixed" }), 1)).toMatchObject({
      ...clipped,
      event: gaussian(0),
    });
  });
});

describe("a target epsilon", () => {
  test("sets the noise, which is what the event then says", () => {
    // calibrate of the contract's init: noise multiplier 2 / epsilon
    const defence = createDefence(gaussianNoise, { targetEpsilon: 4 }, defenceInit(turnFacts(), clipped));
    expect(defence.params).toEqual({ noiseStddev: 1.5 });
    expect(defence.release(clipped, turnFacts({ sampling: "fixed" }), 1).event).toEqual(gaussian(0.5));
  });

  test("is calibrated for the event that will be released", () => {
    const asked: DpEvent[] = [];
    const calibrate: DefenceInit["calibrate"] = (_, release) => (asked.push(release(0.5, 1).event), 0.5);
    const facts = turnFacts({ examples: 100 });
    createDefence(gaussianNoise, { targetEpsilon: 4 }, { facts, before: clipped, calibrate });
    expect(asked).toEqual([{ type: "poisson-sampled", probability: 0.08, event: gaussian(0.5) }]);
  });

  test("needs a clip before it, and no mechanism", () => {
    const create = (before: Release) => () =>
      createDefence(gaussianNoise, { targetEpsilon: 4 }, defenceInit(turnFacts(), before));
    expect(create(rawRelease)).toThrow(ImpossibleCombination);
    expect(create(rawRelease)).toThrow(/without a clip before it/);
    expect(create({ ...bounded(1), event: gaussian(1) })).toThrow(/private already/);
  });

  test("excludes noiseStddev, and one of the two is needed", () => {
    expect(() => createDefence(gaussianNoise, {})).toThrow(/exactly one of noiseStddev and targetEpsilon, got neither/);
    expect(() => createDefence(gaussianNoise, { noiseStddev: 1, targetEpsilon: 1 })).toThrow(/got both/);
  });
});
