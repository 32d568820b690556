/** DP-FedAvg: federated averaging that protects whole participants. @module */
import type { Aggregator, AggregatorPlugin, Contribution, UpdateBounding } from "../../../shared/plugins/aggregator.js";
import type { Measurement } from "../../../shared/plugins/defence.js";
import { movedClipNorm, shareWithin } from "../../../shared/privacy/adaptive-clip.js";
import { knownDefences } from "./known-defences.js";
import { expectedUpdates, noiseLevels, shareOf } from "./noise-levels.js";
import { noisyQuotient, quotient, sumOf } from "./noisy-sum.js";
import { params } from "./params.js";
import { fewestUpdates, refuseUnsound } from "./refusals.js";
import { releaseOf } from "./release.js";

export const dpFedAvg: AggregatorPlugin<typeof params> = {
  kind: "aggregator",
  name: "dp-fedavg",
  summary: "Clips every participant's update and adds Gaussian noise to their sum: privacy for whole participants",
  reference: {
    title: "Learning Differentially Private Recurrent Language Models",
    url: "https://arxiv.org/abs/1710.06963",
    year: 2018,
  },
  params,
  create(given, { facts, calibrate }): Aggregator {
    refuseUnsound(given, facts);
    const { targetEpsilon, clipping, adaptive, weightCap, totalWeight = facts.participants, colluding = 1 } = given;
    const noiseMultiplier =
      targetEpsilon === undefined
        ? (given.noiseMultiplier ?? 0)
        : calibrate(targetEpsilon, (candidate) => releaseOf(given.noise, candidate, facts));
    const levels = noiseLevels(given, noiseMultiplier, facts);
    const share = given.noise === "distributed" ? shareOf(levels, colluding, facts) : undefined;
    const fewest = share === undefined ? 0 : (fewestUpdates(facts) ?? 0);
    const expected = expectedUpdates(facts);
    // q W, the fixed-denominator estimator: dividing by the realised weight would double what a participant can change
    const denominator = (expected / facts.participants) * totalWeight;
    let { clipNorm } = given;

    const bounding: UpdateBounding = {
      clipping,
      ...(weightCap !== undefined && { weightCap }),
      tellsWithin: adaptive !== undefined,
      ...(share !== undefined && { noise: share }),
    };
    const { targetEpsilon: _met, ...asked } = given;
    return {
      params: {
        ...asked,
        noiseMultiplier,
        ...(adaptive && { adaptive: { ...adaptive, indicatorNoise: levels.indicator } }),
      },
      bounding,
      release: releaseOf(given.noise, noiseMultiplier, facts),
      knownDefences: knownDefences(clipNorm, share),
      get clipNorm() {
        return clipNorm;
      },
      aggregate(contributions, { rng }) {
        if (contributions.length < fewest) return undefined;
        const used = clipNorm;
        // where participants drown their updates in noise the server cannot tell what is within the clip
        const sum = sumOf(
          contributions.map(({ update }) => update),
          facts.parameters,
          share === undefined ? used : Infinity,
        );
        const measurements: Measurement[] = [{ name: "dp-fedavg/clip-norm", value: used, unit: "L2" }];
        if (adaptive !== undefined) {
          const added = share === undefined ? (levels.indicator ?? 0) * rng.fork("indicator").gaussian() : 0;
          const within = shareWithin(countOf(contributions, share === undefined) + added, expected);
          clipNorm = movedClipNorm(used, within, adaptive.quantile, adaptive.learningRate);
          measurements.push({ name: "dp-fedavg/within-clip", value: within, unit: "fraction" });
        }
        const added = share === undefined ? levels.coordinate * used : 0;
        return {
          update: noisyQuotient(sum, added, denominator, rng.fork("update")),
          mean: quotient(sum, Math.max(1, contributions.length)),
          measurements,
        };
      },
    };
  },
};

/** @param bare whether each says 1/2 or −1/2; whatever else it says then, it counts no more */
function countOf(contributions: readonly Contribution[], bare: boolean): number {
  return contributions.reduce((count, { withinClip = -0.5 }) => {
    return count + (bare ? Math.sign(withinClip) / 2 : withinClip);
  }, 0);
}
