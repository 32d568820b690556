/** A mechanism of which an epsilon and a delta are known, and nothing else. @module */
import type { EventOf } from "../events.js";
import { lossOfOutcomes, pureOutcomes } from "../pld/outcomes.js";
import type { Outcome } from "../pld/outcomes.js";
import type { Guarantee } from "./guarantee.js";
import { pure } from "./pure.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/** With probability delta it tells everything, else it is randomised response: Kairouz, Oh & Viswanath 2017, theorem 3.1. */
export function approximate(event: EventOf<"approximate">): Guarantee | Refused {
  const { epsilon, delta } = event;
  if (!(epsilon >= 0 && epsilon < Infinity)) return refused(event, `epsilon is ${epsilon}, must be in [0, ∞)`);
  if (!(delta >= 0 && delta < 1)) return refused(event, `delta is ${delta}, must be in [0, 1)`);
  if (delta === 0) return pure(epsilon);
  return {
    name: `approximate ${epsilon} ${delta}`,
    pureEpsilon: Infinity,
    losses: () => [lossOfOutcomes(approximateOutcomes(epsilon, delta))],
    approximate: { epsilon, delta },
  };
}

/** Either direction is the other's mirror image. */
export function approximateOutcomes(epsilon: number, delta: number): readonly Outcome[] {
  const kept = pureOutcomes(epsilon).map(({ p, q }) => ({ p: (1 - delta) * p, q: (1 - delta) * q }));
  return [{ p: delta, q: 0 }, ...kept, { p: 0, q: delta }];
}
