/** Events in words. @module */
import type { DpEvent, EventOf } from "./events.js";

/** Such as "Gaussian, noise multiplier 0.389, Poisson-sampled at 0.00133". */
export function describeEvent(event: DpEvent): string {
  switch (event.type) {
    case "gaussian":
      return `Gaussian, noise multiplier ${short(event.noiseMultiplier)}`;
    case "laplace":
      return `Laplace, noise multiplier ${short(event.noiseMultiplier)}`;
    case "discrete-gaussian":
      return `discrete Gaussian, noise multiplier ${short(event.noiseStddev / event.sensitivity)}`;
    case "gaussian-mixture":
      return `Gaussian about one of ${event.shifts.length} shifts, standard deviation ${short(event.noiseStddev)}`;
    case "randomised-response":
      return `randomised response among ${event.buckets}, random with probability ${short(event.noiseParameter)}`;
    case "exponential":
      return `exponential mechanism, epsilon ${short(event.epsilon)}`;
    case "approximate":
      return `(${short(event.epsilon)}, ${short(event.delta)})-private mechanism`;
    case "zcdp":
      return `${short(event.rho)}-zCDP mechanism`;
    case "poisson-sampled":
      return `${describeEvent(event.event)}, Poisson-sampled at ${short(event.probability)}`;
    case "truncated-poisson-sampled":
      return `${describeEvent(event.event)}, Poisson-sampled at ${short(event.probability)}, at most ${event.maximum} of ${event.examples}`;
    case "fixed-size-sampled":
      return `${describeEvent(event.event)}, on ${event.size} of ${event.examples} records`;
    case "sparse-vector":
      return sparseVector(event);
    case "tree-aggregation":
      return `tree aggregation of ${event.steps} steps, noise multiplier ${short(event.noiseMultiplier)} a node`;
    case "shuffled":
      return `a pass over shuffled lots of: ${describeEvent(event.event)}`;
    case "repeated":
      return `${event.count} × (${describeEvent(event.event)})`;
    case "composed":
      return event.events.map(describeEvent).join(" and ");
    case "no-op":
      return "nothing that depends on data";
    case "non-private":
      return `none: ${event.why}`;
  }
}

/** What each answer costs, and what that comes to: the first alone reads as if the others cost nothing. */
function sparseVector({ answers, thresholdNoise, comparisonNoise, answerNoise = Infinity }: EventOf<"sparse-vector">) {
  const each = 1 / thresholdNoise + 2 / comparisonNoise + 1 / answerNoise;
  return `sparse vector technique, ${answers} answers at epsilon ${short(each)} each, epsilon ${short(answers * each)} together`;
}

const short = (value: number): number => Number(value.toPrecision(4));
