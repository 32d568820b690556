/** Memory of a client process, and of one participant more in it. @module */
import type { Benchmark } from "../benchmark.js";
import { clientMegabytes } from "../support/resident.js";

const crowd = 1000;

export const memory: Benchmark = {
  name: "memory",
  summary: "resident memory of a client process with a shard of 6,000, and of a process with 1,000 idle participants",
  async run(effort) {
    const alone = await clientMegabytes(
      "fedavg",
      ["participants.count=1", "participants.partition.examplesEach=6000"],
      effort.times(5),
    );
    // one of them takes a turn: the others only stand by
    const idle = ["training.cohort={ size: 1 }", `launch.packed=${crowd}`];
    const [one, many] = [
      await clientMegabytes("crowd", [...idle, "participants.count=1"], 3),
      await clientMegabytes("crowd", [...idle, `participants.count=${crowd}`], 3),
    ];
    return [
      {
        what: "client process, one participant of 6,000 examples, MLP",
        measured: { value: alone, unit: "MB" },
        budget: { limit: 130, bound: "at-most", on: "value" },
      },
      {
        what: `each of ${crowd} idle participants in a process`,
        measured: { value: (many - one) / (crowd - 1), unit: "MB" },
        budget: { limit: 0.5, bound: "at-most", on: "value" },
      },
    ];
  },
};
