/** The synchronous schedule: a cohort a round, all on the same weights, and the mean of their updates. @module */
import { drawCohort } from "../../shared/learning/cohort.js";
import { mean } from "../aggregators/mean.js";
import { step, take, takeSum, type Accepted } from "../apply.js";
import type { Federation } from "../federation.js";
import { Round } from "../round.js";

/** FedSGD on gradients, FedAvg on deltas (McMahan et al. 2017, algorithm 1). */
export async function runSynchronous(federation: Federation): Promise<void> {
  const { job, joins, rng } = federation;
  for (let number = 1; number <= job.rounds; number++) {
    const cohort = [...drawCohort(job.cohort, job.participants, number, rng)];
    const due = cohort.filter((participant) => joins.present.has(participant));
    const round = new Round(federation, number, due.length);
    // in participant order, whatever the order of arrival: sums must not depend on it
    const outcomes = await Promise.all(due.map((participant) => federation.turn(participant, number)));
    const accepted = outcomes.filter((outcome) => {
      round.add(outcome);
      return outcome.ok;
    });
    for (const outcome of accepted) take(federation, number, outcome);
    if (accepted.length > 0) {
      const update = aggregate(federation, accepted);
      takeSum(federation, number, accepted, update);
      step(federation, update);
    }
    await round.end();
  }
}

function aggregate({ job }: Federation, accepted: readonly Accepted[]): Float32Array {
  const weights = job.weighting === "examples" ? accepted.map(({ examples }) => examples ?? 0) : undefined;
  return mean(
    accepted.map(({ update }) => update),
    weights,
  );
}
