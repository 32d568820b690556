/** Where DP-FedAvg would not keep its promise. @module */
import type { AggregatorFacts } from "../../../shared/plugins/aggregator.js";
import { requireExactlyOne } from "../../../shared/plugins/exactly-one.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import type { DpFedAvgParams } from "./params.js";

/** What a run must be, why, and what to do. */
interface Need {
  readonly holds: (facts: AggregatorFacts) => boolean;
  readonly message: (facts: AggregatorFacts) => string;
  readonly hint: string;
}

const needs: readonly Need[] = [
  {
    holds: ({ schedule }) => schedule === "synchronous",
    message: ({ schedule }) =>
      `dp-fedavg adds noise to the sum of a round, and with schedule ${schedule} there is none`,
    hint: "set training.schedule: synchronous",
  },
  {
    holds: ({ update }) => update === "delta",
    message: () => "dp-fedavg clips what a participant's local training changed, and training.update is gradient",
    hint: "set training.update: delta; localSteps: 1 makes it the step of one lot",
  },
  {
    holds: ({ unit }) => unit === "participant",
    message: ({ unit }) => `dp-fedavg protects whole participants, and privacy.unit is ${unit}`,
    hint: "set privacy.unit: participant, or use the defence dp-sgd, which protects each example",
  },
  {
    holds: ({ delta, participants }) => delta < 1 / participants,
    message: ({ delta, participants }) =>
      `privacy.delta is ${delta}: publishing all that one of ${participants} participants holds would keep it`,
    hint: "set privacy.delta well below 1 / participants.count",
  },
  {
    holds: ({ weighting }) => weighting === "uniform",
    message: () => "training.weighting: examples lets an update weigh without bound",
    hint: "set training.weighting: uniform, and weightCap here",
  },
  {
    holds: ({ uploadFraction, downloadFraction }) => uploadFraction === 1 && downloadFraction === 1,
    message: () => "which parameters travel is chosen by their values, which no noise of dp-fedavg covers",
    hint: "set training.uploadFraction: 1 and training.downloadFraction: 1",
  },
];

/** @throws {ImpossibleCombination} on the first thing that does not go together */
export function refuseUnsound(params: DpFedAvgParams, facts: AggregatorFacts): void {
  requireExactlyOne(params, "noiseMultiplier", "targetEpsilon");
  const missing = needs.find(({ holds }) => !holds(facts));
  if (missing !== undefined) throw new ImpossibleCombination(missing.message(facts), { hint: missing.hint });
  const { totalWeight, clipping, adaptive, noise, colluding } = params;
  if (totalWeight !== undefined && totalWeight > facts.participants) {
    throw new ImpossibleCombination(
      `${facts.participants} participants weigh at most 1 each, less than totalWeight ${totalWeight}`,
      { parameter: ["totalWeight"], hint: `give a number in (0, ${facts.participants}]` },
    );
  }
  if (adaptive !== undefined && clipping === "per-layer") {
    throw new ImpossibleCombination("an adaptive clip follows the norms of whole updates, not of layers", {
      parameter: ["clipping"],
      hint: "set clipping: flat, or remove adaptive",
    });
  }
  if (noise === "distributed") refuseUnsoundShares(params, facts);
  else if (colluding !== undefined) {
    throw new ImpossibleCombination("the server adds all noise itself, and no participant knows a share of it", {
      parameter: ["colluding"],
      hint: "remove it, or set noise: distributed",
    });
  }
}

function refuseUnsoundShares({ colluding = 1 }: DpFedAvgParams, facts: AggregatorFacts): void {
  if (facts.sees !== "sum") {
    throw new ImpossibleCombination(
      "a participant's own share of the noise is too little to protect its update, and the server sees every update",
      { parameter: ["noise"], hint: "set server.sees: sum, or noise: server" },
    );
  }
  const fewest = fewestUpdates(facts);
  if (fewest === undefined) {
    throw new ImpossibleCombination(
      "a cohort drawn by Poisson sampling may have anybody or nobody in it: how large must a share of the noise be?",
      { parameter: ["noise"], hint: "set limits.minUpdates: a sum of fewer updates is then never opened" },
    );
  }
  if (fewest > colluding) return;
  throw new ImpossibleCombination(
    `a round may end with ${fewest} updates, all of whose noise ${colluding} colluding participants may know`,
    { parameter: ["noise"], hint: `raise limits.minUpdates above ${colluding}, or lower colluding` },
  );
}

/** m, the fewest updates whose sum is ever made; undefined where nothing says. */
export function fewestUpdates({ minUpdates, cohort, participants }: AggregatorFacts): number | undefined {
  const everybody = cohort?.size ?? participants;
  if (minUpdates !== undefined) return Math.min(minUpdates, cohort?.sampling === "poisson" ? participants : everybody);
  return cohort?.sampling === "poisson" ? undefined : everybody;
}
