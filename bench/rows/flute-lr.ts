/** Logistic regression, ten of a thousand participants a round, as in FLUTE's benchmark. @module */
import type { Benchmark } from "../benchmark.js";
import { flowerRoundSeconds } from "../peers/flower.js";
import { mean, median } from "../statistics.js";
import { eventsOfRun, secondsBetweenRounds } from "../support/finished-run.js";

export const fluteLr: Benchmark = {
  name: "flute-lr",
  summary: "MNIST, 1,000 participants of 60 examples in two processes, 10 a round, real sockets; against Flower",
  async run(effort) {
    const rounds = 2 + effort.times(198);
    const seconds = secondsBetweenRounds(await eventsOfRun("flute-lr", [`training.rounds=${rounds}`]));
    const baseline = flowerRoundSeconds();
    return [
      {
        what: "flute-lr, median round",
        measured: { value: median(seconds), unit: "s" },
        baseline,
        budget: { limit: 0.03, bound: "at-most", on: "value" },
      },
      { what: "flute-lr, mean round", measured: { value: mean(seconds), unit: "s" }, baseline },
    ];
  },
};
