/** DP-SGD: every example's gradient clipped, noise added once a lot. @module */
import type { DefencePlugin, DefenceState, Measurement } from "../../../shared/plugins/defence.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import type { PlannedRelease } from "../../../shared/privacy/planned-release.js";
import { clipNormsOf, firstClipNorm, nextClipNorm, sumNoise } from "./clip.js";
import { factorIn } from "./noise-schedule.js";
import { noisyMean } from "./noisy-mean.js";
import type { NoisyMean } from "./noisy-mean.js";
import { params } from "./params.js";
import { refuseNoise, refuseUnsoundRun } from "./refusals.js";
import { heldOutShare, releaseOf, trainedOn } from "./release.js";
import { validate } from "./validation.js";

export const dpSgd: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "dp-sgd",
  summary: "Clips every example's gradient and adds Gaussian noise to their sum: differential privacy for each example",
  reference: { title: "Deep Learning with Differential Privacy", url: "https://arxiv.org/abs/1607.00133", year: 2016 },
  params,
  survivesFloatingPoint: true,
  create(given, init) {
    refuseUnsoundRun(given, init);
    const { targetEpsilon, adaptive, noiseSchedule: schedule, ...asked } = given;
    // refused above where it is undefined
    const release = (noise: number, round: number, facts = init.facts): PlannedRelease =>
      releaseOf(noise, schedule, facts, round) as PlannedRelease;
    const noiseMultiplier =
      targetEpsilon === undefined ? (given.noiseMultiplier ?? 0) : init.calibrate(targetEpsilon, release);
    refuseNoise(given, noiseMultiplier, init.facts);
    const held = heldOutShare(schedule);
    return {
      params: {
        ...asked,
        ...(adaptive && { adaptive }),
        noiseMultiplier,
        ...(schedule && { noiseSchedule: schedule }),
      },
      ...(held > 0 && { heldOutShare: held }),

      lotGradient(task, ctx) {
        const { facts, round, rng } = ctx;
        const { batchSize } = facts;
        const validated =
          schedule?.kind === "validation-based"
            ? validate(schedule, task, ctx, facts.examples - trainedOn(schedule, facts))
            : undefined;
        const factor = validated?.factor ?? (schedule === undefined ? 1 : factorIn(schedule, round, facts.turns));
        const noise = noiseMultiplier * factor;
        const clipNorm = ctx.state?.clipNorm ?? firstClipNorm(given);
        const clip = clipNormsOf(given, clipNorm, task.network.layout);
        const { update, losses, ...found } = noisyMean(
          task,
          clip,
          sumNoise(adaptive, noise, batchSize),
          batchSize,
          rng,
        );
        const state: DefenceState = {
          ...validated?.state,
          ...(adaptive && { clipNorm: nextClipNorm(adaptive, clipNorm, found.norms, noise, ctx) }),
        };
        const measurements = [
          ...clippingOf(found),
          ...(adaptive ? [{ name: "dp-sgd/clip-norm", value: clipNorm, unit: "L2" }] : []),
          ...(schedule ? [{ name: "dp-sgd/noise-multiplier", value: noise, unit: "clip norms" }] : []),
          ...(validated?.measurements ?? []),
        ];
        return { update, losses, measurements, ...((validated || adaptive) && { state }) };
      },

      release: (_before, facts, round) => ({ ...rawRelease, ...release(noiseMultiplier, round, facts) }),
    };
  },
};

function clippingOf({ norms, clipped }: Omit<NoisyMean, "update" | "losses">): Measurement[] {
  if (norms.length === 0) return [];
  const sorted = norms.slice().sort();
  const median = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return [
    { name: "dp-sgd/clipped", value: clipped / sorted.length, unit: "fraction" },
    { name: "dp-sgd/median-norm", value: median, unit: "L2" },
  ];
}
