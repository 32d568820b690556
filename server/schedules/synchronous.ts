/** The synchronous schedule: a cohort a round, all on the same weights, and one aggregate of their updates. @module */
import { drawCohort } from "../../shared/learning/cohort.js";
import { step, take, takeSum, tellAggregate } from "../apply.js";
import type { Federation } from "../federation.js";
import { Round } from "../round.js";

/** FedSGD on gradients, FedAvg on deltas (McMahan et al. 2017, algorithm 1). */
export async function runSynchronous(federation: Federation): Promise<void> {
  const { job, joins, rng, aggregator } = federation;
  for (let number = 1; number <= job.rounds && !federation.isOver; number++) {
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
    const aggregate = aggregator.aggregate(accepted, { round: number, rng: rng.fork("aggregator", "round", number) });
    if (aggregate !== undefined) {
      tellAggregate(federation, number, accepted, aggregate.measurements);
      takeSum(federation, number, accepted, aggregate.mean);
      step(federation, aggregate.update);
    }
    await round.end();
  }
}
