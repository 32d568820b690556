/** The sparse vector technique. @module */
import type { EventOf } from "../events.js";
import type { Guarantee } from "./guarantee.js";
import { noise } from "./noise.js";
import { pure } from "./pure.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/**
 * What each answer comes down to: a search for it, which ends at the first query above a fresh noisy threshold, and
 * the noisy value where one is released. The search is pure however many queries it passes over: Dwork and Roth 2014,
 * theorem 3.23, for any two noises, and queries that a record may move in either direction.
 */
export function sparseVector(event: EventOf<"sparse-vector">): readonly Guarantee[] | Refused {
  const { answers, thresholdNoise, comparisonNoise, answerNoise } = event;
  if (!Number.isSafeInteger(answers) || answers < 1) {
    return refused(event, `answers is ${answers}, must be an integer, 1 or more`);
  }
  for (const [name, scale] of Object.entries({ thresholdNoise, comparisonNoise, answerNoise })) {
    if (scale !== undefined && !(scale > 0 && scale < Infinity)) {
      return refused(event, `${name} is ${scale}, must be in (0, ∞)`);
    }
  }
  const search = pure(1 / thresholdNoise + 2 / comparisonNoise);
  if (answerNoise === undefined) return [search];
  const answer = noise({ type: "laplace", noiseMultiplier: answerNoise });
  return "refusal" in answer ? answer : [search, answer];
}
