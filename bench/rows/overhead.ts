/** What the federation costs over the training that it does. @module */
import type { Benchmark, Effort } from "../benchmark.js";
import { mean, median } from "../statistics.js";
import { eventsOfRun, secondsBetweenRounds } from "../support/finished-run.js";
import { plannedScenario } from "../support/started-run.js";
import { Worker } from "../support/worker.js";
import type { LocalRounds } from "../workers/trainer.js";

/** as many as the federation keeps busy */
const processes = 2;

const layouts = [
  { name: "five to a process", packed: 5 },
  { name: "one to a process", packed: 1 },
];

export const overhead: Benchmark = {
  name: "overhead",
  summary: "a round of FedAvg, ten participants of 600 examples, over the bare training of the same lots on two cores",
  async run(effort) {
    const bare: number[] = [];
    const rounds: number[][] = [];
    for (const { packed } of layouts) {
      bare.push(...(await bareRoundSeconds(effort)));
      const overrides = [`launch.packed=${packed}`, `training.rounds=${2 + effort.times(18)}`];
      rounds.push(secondsBetweenRounds(await eventsOfRun("fedavg", overrides)));
    }
    bare.push(...(await bareRoundSeconds(effort)));
    return layouts.map(({ name }, i) => ({
      what: `round of FedAvg, ten participants, ${name}`,
      measured: { value: median(rounds[i]), unit: "s" },
      baseline: { value: median(bare), of: "bare training, two processes" },
      budget: { limit: 1.15, bound: "at-most", on: "ratio" },
    }));
  },
};

/** Each round split evenly over the processes, which work at the same time. */
async function bareRoundSeconds(effort: Effort): Promise<number[]> {
  const { plan, jobs } = await plannedScenario("fedavg", []);
  const job = jobs.client(
    plan.participants.map(({ participant }) => participant),
    "",
  );
  const share = job.participants.length / processes;
  const workers = Array.from({ length: processes }, () => new Worker<LocalRounds, readonly number[]>("trainer"));
  try {
    const rounds = 2 + effort.times(8);
    const seconds = await Promise.all(
      workers.map((worker, i) =>
        worker.ask({ job: { ...job, participants: job.participants.slice(i * share, (i + 1) * share) }, rounds }),
      ),
    );
    // the first round warms up
    return Array.from({ length: rounds - 1 }, (_, round) => mean(seconds.map((own) => own[round + 1])));
  } finally {
    for (const worker of workers) worker.stop();
  }
}
