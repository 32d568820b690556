/** Accountants that compose by adding Rényi divergences; they differ in the conversion to epsilon. @module */
import type { Accountant, Unsupported } from "../../plugins/accountant.js";
import { eventLeaves } from "./event-leaves.js";
import { epsilonOfRdp } from "./rdp-conversion.js";
import type { RdpConversion } from "./rdp-conversion.js";
import { rdpCurve, rdpOrders } from "./rdp-curve.js";

/** An accountant of Gaussians and Poisson-subsampled Gaussians with the given conversion. */
export function rdpAccountant(
  description: Pick<Accountant, "name" | "summary" | "reference">,
  conversion: RdpConversion,
): Accountant {
  return {
    ...description,

    supports(event, neighbours) {
      for (const leaf of eventLeaves(event, neighbours)) if (leaf.type === "unsupported") return leaf.refusal;
      return true;
    },

    epsilon(events, delta, neighbours) {
      if (!(delta >= 0 && delta <= 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1]`);
      const total = new Float64Array(rdpOrders.length);
      let released = false;
      for (const leaf of eventLeaves({ type: "composed", events }, neighbours)) {
        if (leaf.type === "unsupported") throw unsupportedError(description.name, leaf.refusal);
        if (leaf.type === "non-private") {
          total.fill(Infinity);
          released = true;
        } else if (leaf.count > 0 && leaf.samplingRate > 0) {
          rdpCurve(leaf.samplingRate, leaf.noiseMultiplier).forEach((rdp, i) => (total[i] += leaf.count * rdp));
          released = true;
        }
      }
      if (!released || delta === 1) return 0;
      // The likelihood ratio of Gaussians is unbounded.
      return delta === 0 ? Infinity : epsilonOfRdp(rdpOrders, total, delta, conversion);
    },
  };
}

function unsupportedError(accountant: string, { event, why }: Unsupported): RangeError {
  return new RangeError(`accountant ${accountant} cannot account ${JSON.stringify(event)}: ${why}`);
}
