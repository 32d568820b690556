/** How likely an example is to have been used. @module */
import { samplingRate } from "../../shared/learning/sampling/sampler.js";
import type { TurnFacts } from "../../shared/plugins/defence.js";

/**
 * Probability, in (0, 1], that an example is in any lot of a turn: 1 - (1 - q)^localSteps.
 *
 * A mechanism that releases the whole turn once runs on a Poisson sample of this rate, as far as one example is
 * concerned: given all other draws, and given the lots the example is in once it is in any, the release is the mixture
 * that sampling at this rate makes of two that differ by at most the sensitivity. Averaging over those draws makes no
 * divergence greater than the greatest among them, since divergences are jointly convex.
 */
export function turnSamplingRate(facts: TurnFacts): number {
  const q = samplingRate(facts);
  return facts.localSteps === 1 ? q : -Math.expm1(facts.localSteps * Math.log1p(-q));
}
