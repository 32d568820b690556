/** What a pure epsilon alone guarantees. @module */
import { lossOfOutcomes, pureOutcomes } from "../pld/outcomes.js";
import { pureGdp, pureRdp, pureZcdp } from "../rdp/pure-rdp.js";
import type { Guarantee } from "./guarantee.js";

/**
 * Of any mechanism of that pure epsilon: in every measure that of randomised response between two answers.
 * @param epsilon nats, in [0, ∞)
 */
export function pure(epsilon: number): Guarantee {
  return {
    name: `pure ${epsilon}`,
    pureEpsilon: epsilon,
    rdp: (order) => pureRdp(epsilon, order),
    losses: () => [lossOfOutcomes(pureOutcomes(epsilon))],
    zcdp: pureZcdp(epsilon),
    gdp: pureGdp(epsilon),
  };
}
