/** What a participant would upload if given images were its own, and how that depends on them. @module */
import { differentiateGradients } from "../../tensor/gradient-derivative.js";
import type { GroupedLots } from "../../tensor/gradient-derivative.js";
import type { Network } from "../../tensor/network.js";

export interface TurnDerivative {
  /** [K, P] */
  readonly updates: Float32Array;
  /** [K·B, ...inputShape], the derivative of ⟨v, updates⟩ by the images, v held constant */
  readonly images: Float32Array;
  /** [K·B, classes], by the target probabilities */
  readonly targets: Float32Array;
}

/** K turns at once, each of B examples of its own. */
export interface SimulatedTurn {
  /** @param directionsOf v [K, P], made from the updates [K, P] of the same turns */
  differentiate(lots: GroupedLots, directionsOf: (updates: Float32Array) => Float32Array): TurnDerivative;
}

/**
 * The mean gradient of one lot: the summed gradient / divisor.
 * @param weights [P], shared by all turns, or [K, P]
 */
export function gradientTurn(network: Network, weights: Float32Array, divisor: number): SimulatedTurn {
  return {
    differentiate(lots, directionsOf) {
      let updates = new Float32Array(0);
      const { images, targets } = differentiateGradients(network, weights, lots, ({ gradients }) => {
        updates = gradients.map((value) => value / divisor);
        return directionsOf(updates).map((value) => value / divisor);
      });
      return { updates, images, targets };
    },
  };
}
