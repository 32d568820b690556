/** How likely an example is to be in a lot. @module */
import type { TurnFacts } from "../../shared/plugins/defence.js";

/** Probability, in (0, 1], with which Poisson sampling takes each example of the participant. */
export function samplingRate({ batchSize, examples }: TurnFacts): number {
  return Math.min(1, batchSize / examples);
}
