/** How the cost of a round grows with the participants. @module */
import type { Benchmark } from "../benchmark.js";
import { median, powerLawExponent } from "../statistics.js";
import { eventsOfRun, secondsBetweenRounds } from "../support/finished-run.js";

const crowds = [
  { participants: 10, rounds: 60 },
  { participants: 100, rounds: 20 },
  { participants: 1000, rounds: 6 },
];

export const growth: Benchmark = {
  name: "growth",
  summary: "seconds a round with 10, 100 and 1,000 participants in two processes, all in every round",
  async run(effort) {
    const points = [];
    for (const { participants, rounds } of crowds) {
      const events = await eventsOfRun("crowd", [
        `participants.count=${participants}`,
        `launch.packed=${participants / 2}`,
        `training.rounds=${2 + effort.times(rounds)}`,
      ]);
      points.push({ x: participants, y: median(secondsBetweenRounds(events)) });
    }
    return [
      ...points.map(({ x, y }) => ({ what: `round of ${x} participants`, measured: { value: y, unit: "s" } })),
      {
        what: "growth of a round with its participants, exponent",
        measured: { value: powerLawExponent(points), unit: "" },
        budget: { limit: 1.05, bound: "at-most" as const, on: "value" as const },
      },
    ];
  },
};
