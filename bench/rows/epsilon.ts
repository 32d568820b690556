/** Epsilons by privacy loss distributions against dp_accounting's. @module */
import { pld } from "../../shared/privacy/accountants/pld.js";
import type { Benchmark, Finding } from "../benchmark.js";
import { DpAccounting } from "../peers/dp-accounting.js";
import type { PeerEpsilon } from "../peers/dp-accounting.js";
import { median } from "../statistics.js";
import { eventOf, randomTasks } from "../support/dp-sgd-tasks.js";

/** dp_accounting 0.6 on one core of the machine that the budgets were set on, median ms an epsilon: where it is not installed here. */
const referenceMs = 73;

export const epsilon: Benchmark = {
  name: "epsilon",
  summary: "epsilon of DP-SGD by privacy loss distributions at random settings, against dp_accounting's",
  async run(effort) {
    const peer = DpAccounting.isInstalled() ? new DpAccounting() : undefined;
    try {
      const tasks = randomTasks(1, effort.times(120));
      const ours = tasks.map((task) => timed(() => pld.epsilon([eventOf(task)], task.delta, "add-or-remove-one")));
      const theirs: PeerEpsilon[] = [];
      for (const task of tasks) if (peer) theirs.push(await peer.epsilon(task));
      const times = ours.map(({ milliseconds }) => milliseconds);
      const what = `epsilon of DP-SGD, ${tasks.length} random settings`;
      const baseline =
        peer === undefined
          ? { value: referenceMs, of: "dp_accounting 0.6, the reference machine's" }
          : {
              value: median(theirs.map(({ milliseconds }) => milliseconds)),
              of: "dp_accounting 0.6, its default grid",
            };
      const findings: Finding[] = [
        { what: `${what}, median`, measured: { value: median(times), unit: "ms" }, baseline },
        {
          what: `${what}, slowest`,
          measured: { value: Math.max(...times), unit: "ms" },
          budget: { limit: 2000, bound: "at-most", on: "value" },
        },
      ];
      if (peer !== undefined) findings.push(...apart(ours, theirs, what));
      return findings;
    } finally {
      peer?.stop();
    }
  },
};

/** The budget is for its epsilons on grids that are fine enough: its default one is coarse for small epsilons. */
function apart(ours: readonly { value: number }[], theirs: readonly PeerEpsilon[], what: string): readonly Finding[] {
  const greatest = (of: "epsilon" | "refined", from: number) =>
    theirs.reduce((most, their, i) => {
      const both = Math.abs(ours[i].value / their[of] - 1);
      // where neither spends anything there is no ratio
      return their[of] >= from && ours[i].value !== their[of] ? Math.max(most, 100 * both) : most;
    }, 0);
  const finding = (which: string, value: number): Finding => ({
    what: `${what}, greatest difference from dp_accounting ${which}`,
    measured: { value, unit: "%" },
    budget: { limit: 0.5, bound: "at-most", on: "value" },
  });
  return [
    finding("on a grid fine enough", greatest("refined", 0)),
    finding("as it comes, epsilons from 0.1", greatest("epsilon", 0.1)),
  ];
}

function timed(f: () => number): { readonly value: number; readonly milliseconds: number } {
  const start = performance.now();
  const value = f();
  return { value, milliseconds: performance.now() - start };
}
