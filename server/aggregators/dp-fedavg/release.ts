/** What a round of DP-FedAvg releases of a participant, and who learns no more. @module */
import type { AggregateRelease, AggregatorFacts } from "../../../shared/plugins/aggregator.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import type { PlannedRelease } from "../../../shared/privacy/planned-release.js";

const TRUSTED_SERVER =
  "on the server, which sees every update as it is, draws the cohorts in secret and adds the noise; and on a line that " +
  "nobody listens to";

/** @param noiseMultiplier z, of sum and count together, in units of what one participant can change */
export function releaseOf(noise: "server" | "distributed", noiseMultiplier: number, facts: AggregatorFacts) {
  return noise === "server" ? byServer(noiseMultiplier, facts) : byParticipants(noiseMultiplier);
}

function byServer(noiseMultiplier: number, facts: AggregatorFacts): AggregateRelease {
  return {
    ...sampled(noiseMultiplier, facts),
    counts: "rounds",
    protectsAgainst: ["participant", "querier"],
    relies: TRUSTED_SERVER,
  };
}

/** A participant more or less moves the clipped sum by S; one in another's place moves it by 2S. */
function sampled(z: number, { cohort, participants }: AggregatorFacts): PlannedRelease & { sampling: string } {
  if (cohort === undefined) {
    const sampling = "none: every participant takes part in every round";
    return { event: gaussian(z), neighbours: "add-or-remove-one", sampling };
  }
  const { size } = cohort;
  if (cohort.sampling === "poisson") {
    return {
      event: withNoise({ type: "poisson-sampled", probability: size / participants, event: gaussian(z) }, z),
      neighbours: "add-or-remove-one",
      sampling: "Poisson: every participant is drawn independently each round, in secret",
    };
  }
  return {
    event: withNoise({ type: "fixed-size-sampled", examples: participants, size, event: gaussian(z / 2) }, z),
    neighbours: "replace-one",
    sampling: `fixed size: each ${size} of ${participants} participants are equally likely each round, in secret`,
  };
}

/**
 * How much noise a sum holds tells how many took part, and the server chose who: nothing is gained by sampling, and
 * what is protected is what a participant uploads, not that it does.
 */
function byParticipants(noiseMultiplier: number): AggregateRelease {
  return {
    event: gaussian(noiseMultiplier),
    neighbours: "zero-out-one",
    counts: "turns",
    protectsAgainst: ["server", "network", "participant", "querier"],
    sampling: "none: the server, which draws the cohorts, knows who takes part",
    relies:
      "on secure aggregation, simulated here as an ideal one that opens nothing but sums of enough updates, and on the " +
      "other participants of a round to add their shares of the noise",
  };
}

function gaussian(noiseMultiplier: number): DpEvent {
  return withNoise({ type: "gaussian", noiseMultiplier }, noiseMultiplier);
}

function withNoise(event: DpEvent, noiseMultiplier: number): DpEvent {
  return noiseMultiplier > 0 ? event : { type: "non-private", why: "dp-fedavg adds no noise to the sum" };
}
