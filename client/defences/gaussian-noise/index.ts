/** Gaussian noise on a clipped update. @module */
import { z } from "zod";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import type { DefencePlugin, Release, TurnFacts } from "../../../shared/plugins/defence.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import { neighboursOf } from "../../../shared/privacy/neighbours.js";
import { requireExactlyOne } from "../exactly-one.js";
import { finiteNorm } from "../finite-norm.js";
import { samplingRate } from "../sampling-rate.js";

const params = z.strictObject({
  noiseStddev: z
    .number()
    .min(0)
    .optional()
    .describe("standard deviation of the noise on each coordinate, in the update's own unit; in [0, ∞)"),
  targetEpsilon: z
    .number()
    .positive()
    .optional()
    .describe("epsilon (nats) that the whole run may spend, in (0, ∞); sets noiseStddev, needs a clip before"),
});

export const gaussianNoise: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "gaussian-noise",
  summary: "Adds Gaussian noise to each coordinate of the update; private where a clip comes before it",
  reference: {
    title: "The Algorithmic Foundations of Differential Privacy",
    url: "https://doi.org/10.1561/0400000042",
    year: 2014,
  },
  params,
  create(given, { facts, before, calibrate }) {
    requireExactlyOne(given, "noiseStddev", "targetEpsilon");
    const { targetEpsilon } = given;
    if (targetEpsilon !== undefined) refuseUnreachableTarget(before);
    const noiseStddev =
      targetEpsilon === undefined
        ? (given.noiseStddev ?? 0)
        : calibrate(targetEpsilon, (noiseMultiplier) => eventOf(noiseMultiplier, facts)) * sensitivity(before);
    return {
      params: { noiseStddev },
      protectUpdate(update, { rng }) {
        finiteNorm(update, "the update");
        if (noiseStddev === 0) return { update: update.slice(), measurements: [] };
        const noisy = new Float32Array(update.length);
        rng.fillGaussian(noisy, noiseStddev);
        for (let i = 0; i < noisy.length; i++) noisy[i] += update[i];
        return { update: noisy, measurements: [] };
      },
      release: (known, turnFacts) => releaseOf(noiseStddev, known, turnFacts),
    };
  },
};

/** Whatever changes in the data, a value of norm at most C moves by at most 2C. */
function sensitivity({ l2Bound }: Release): number {
  return 2 * l2Bound;
}

function releaseOf(noiseStddev: number, before: Release, facts: TurnFacts): Release {
  const l2Bound = noiseStddev === 0 ? before.l2Bound : Infinity;
  if (isReleased(before)) return { ...before, l2Bound };
  const neighbours = neighboursOf(facts.unit);
  if (before.l2Bound === Infinity) {
    return { l2Bound, event: { type: "non-private", why: "gaussian-noise without a clip before it" }, neighbours };
  }
  return { l2Bound, event: eventOf(noiseStddev / sensitivity(before), facts), neighbours };
}

/** Noise on an unbounded value has promised nothing yet: a clip and more noise after it still can. */
function isReleased({ event }: Release): boolean {
  return event !== undefined && event.type !== "non-private";
}

function eventOf(noiseMultiplier: number, facts: TurnFacts): DpEvent {
  const event: DpEvent = { type: "gaussian", noiseMultiplier };
  const sampled = facts.unit === "example" && facts.sampling === "poisson";
  return sampled ? { type: "poisson-sampled", probability: samplingRate(facts), event } : event;
}

function refuseUnreachableTarget(before: Release): void {
  if (isReleased(before)) {
    throw new ImpossibleCombination("the update is private already before this noise, so that it changes no epsilon", {
      parameter: ["targetEpsilon"],
      hint: "give the target to the first mechanism of the chain, and noiseStddev here",
    });
  }
  if (before.l2Bound === Infinity) {
    throw new ImpossibleCombination("no noise meets an epsilon on an update that nothing bounds", {
      parameter: ["targetEpsilon"],
      hint: "put { kind: clip, clipNorm: 1 } before gaussian-noise",
    });
  }
}
