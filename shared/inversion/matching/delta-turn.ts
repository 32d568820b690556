/** What several local steps change in the weights, and how that depends on the examples. @module */
import { differentiateGradients, groupedGradients } from "../../tensor/gradient-derivative.js";
import type { GroupedLots } from "../../tensor/gradient-derivative.js";
import type { Network } from "../../tensor/network.js";
import { addToRows, gatherRows } from "./rows.js";
import type { SimulatedTurn } from "./simulated-turn.js";

export interface LocalSchedule {
  readonly learningRate: number;
  /** what the summed gradient of a lot is divided by */
  readonly divisor: number;
  /** local steps S, 1 or more */
  readonly steps: number;
  /** which of a turn's B examples, from 0, are in the lot of a step, from 0; without it every step takes them all */
  readonly lotOf?: (step: number) => Int32Array;
}

/**
 * w_S − w_0 of the local steps w_{s+1} = w_s − (η / divisor)·g(w_s, lot_s).
 *
 * The derivative goes back through the steps (adjoint recursion): λ_S = v; μ_s = −(η / divisor)·λ_{s+1};
 * ∂/∂lot_s += ∂⟨μ_s, g(w_s, lot_s)⟩/∂lot_s; λ_s = λ_{s+1} + H(w_s)·μ_s.
 * @param weights w_0: [P], shared by all turns, or [K, P]
 */
export function deltaTurn(network: Network, weights: Float32Array, schedule: LocalSchedule): SimulatedTurn {
  const { steps, divisor, lotOf } = schedule;
  const rate = -schedule.learningRate / divisor;
  return {
    differentiate(lots, directionsOf) {
      const count = lots.targets.length / network.classes;
      const rows = Array.from({ length: steps }, (_, step) => rowsOf(lotOf?.(step), lots.groups, count));
      const lotAt = (step: number): GroupedLots => ({
        groups: lots.groups,
        images: gatherRows(lots.images, count, rows[step]),
        targets: gatherRows(lots.targets, count, rows[step]),
      });
      const path = [weights];
      let updates = new Float32Array(0);
      const advance = (gradients: Float32Array) => {
        updates = gradients.map((value, i) => (updates[i] ?? 0) + rate * value);
      };
      for (let step = 0; step < steps - 1; step++) {
        advance(groupedGradients(network, path[step], lotAt(step)).gradients);
        path.push(updates.map((value, i) => value + weights[i % weights.length]));
      }
      const images = new Float32Array(lots.images.length);
      const targets = new Float32Array(lots.targets.length);
      let adjoint = new Float32Array(0);
      for (let step = steps - 1; step >= 0; step--) {
        const found = differentiateGradients(
          network,
          path[step],
          lotAt(step),
          ({ gradients }) => {
            if (step === steps - 1) {
              // the gradient of the last step is computed here for the first time
              advance(gradients);
              adjoint = Float32Array.from(directionsOf(updates));
            }
            return adjoint.map((value) => rate * value);
          },
          { weights: step > 0 },
        );
        addToRows(images, count, rows[step], found.images);
        addToRows(targets, count, rows[step], found.targets);
        found.weights?.forEach((value, i) => {
          adjoint[i] += value;
        });
      }
      return { updates, images, targets };
    },
  };
}

/** The rows of `members` of every group among all `count` examples. */
function rowsOf(members: Int32Array | undefined, groups: number, count: number): Int32Array {
  if (members === undefined) return Int32Array.from({ length: count }, (_, row) => row);
  const groupSize = count / groups;
  return Int32Array.from(
    { length: groups * members.length },
    (_, i) => Math.floor(i / members.length) * groupSize + members[i % members.length],
  );
}
