/** Accountants that compose by adding Rényi divergences; they differ in the conversion to epsilon. @module */
import type { Accountant } from "../../plugins/accountant.js";
import { eventLeaves, supportsLeaves, unsupportedError } from "./event-leaves.js";
import { pureEpsilon } from "./pure-epsilon.js";
import { epsilonOfRdp } from "./rdp-conversion.js";
import type { RdpConversion } from "./rdp-conversion.js";
import { rdpCurve, rdpOrders } from "./rdp-curve.js";

/**
 * An accountant of Gaussians and Laplace noise, Poisson-subsampled or not, with the given conversion; where all that was
 * released is pure, its epsilon is at most the sum of theirs.
 */
export function rdpAccountant(
  description: Pick<Accountant, "name" | "summary" | "reference">,
  conversion: RdpConversion,
): Accountant {
  return {
    ...description,

    supports: supportsLeaves,

    epsilon(events, delta, neighbours) {
      if (!(delta >= 0 && delta <= 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1]`);
      const total = new Float64Array(rdpOrders.length);
      let [released, pure] = [false, 0];
      for (const leaf of eventLeaves({ type: "composed", events }, neighbours)) {
        if (leaf.type === "unsupported") throw unsupportedError(description.name, leaf.refusal);
        if (leaf.type === "non-private") {
          total.fill(Infinity);
          pure = Infinity;
          released = true;
        } else if (leaf.count > 0 && leaf.samplingRate > 0) {
          rdpCurve(leaf).forEach((rdp, i) => (total[i] += leaf.count * rdp));
          pure += leaf.count * pureEpsilon(leaf);
          released = true;
        }
      }
      if (!released || delta === 1) return 0;
      return delta === 0 ? pure : Math.min(pure, epsilonOfRdp(rdpOrders, total, delta, conversion));
    },
  };
}
