/** The mean of several participants' updates, as a server sees it behind secure aggregation. @module */
import type { Network } from "../../tensor/network.js";
import { parameterCount } from "../../tensor/param-vector.js";
import { gatherRows } from "./rows.js";
import type { SimulatedTurn } from "./simulated-turn.js";

/**
 * The mean update of `members` participants who start from the same weights, each with an equal part of a lot's examples,
 * one participant after another. For turns of several steps: one step of all is one step on a larger lot.
 * @param weights [P], shared by all turns, or [K, P]
 * @param turnAt a turn of one participant
 */
export function meanTurn(
  network: Network,
  weights: Float32Array,
  members: number,
  turnAt: (weights: Float32Array) => SimulatedTurn,
): SimulatedTurn {
  const parameters = parameterCount(network.layout);
  /** each of the rows [P] of `values` as often as there are members */
  const repeated = (values: Float32Array) => {
    const count = values.length / parameters;
    const rows = Int32Array.from({ length: count * members }, (_, i) => Math.floor(i / members));
    return gatherRows(values, count, rows);
  };
  const turn = turnAt(weights.length === parameters ? weights : repeated(weights));
  return {
    differentiate(lots, directionsOf) {
      const means = new Float32Array(lots.groups * parameters);
      const { images, targets } = turn.differentiate({ ...lots, groups: lots.groups * members }, (updates) => {
        updates.forEach((value, i) => {
          means[Math.floor(i / (parameters * members)) * parameters + (i % parameters)] += value / members;
        });
        return repeated(directionsOf(means)).map((value) => value / members);
      });
      return { updates: means, images, targets };
    },
  };
}
