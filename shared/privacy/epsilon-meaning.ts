/** What an epsilon means to the person it protects. @module */
import type { PrivacyUnit } from "./events.js";

const subjects: Readonly<Record<PrivacyUnit, string>> = {
  example: "one given example was used",
  participant: "a participant's data was this set rather than that one",
};

/**
 * One sentence on how far the odds of a suspicion can grow, by Bayes' rule: at most e^epsilon, unless an event of
 * probability `delta` happens.
 * @param epsilon nats, in [0, ∞]
 * @param delta in [0, 1]
 */
export function epsilonMeaning(epsilon: number, delta: number, unit: PrivacyUnit): string {
  const suspicion = `a suspicion that ${subjects[unit]}`;
  if (epsilon === Infinity) return `No limit is known: what was released may turn ${suspicion} into certainty.`;
  const exception = delta > 0 ? `, up to a failure of the guarantee with probability ${delta}` : "";
  if (epsilon === 0) return `What was released does not change the odds of ${suspicion}${exception}.`;
  const sure = `from even odds to ${percent(1 / (1 + Math.exp(-epsilon)))}`;
  return `What was released can multiply the odds of ${suspicion} by at most ${factor(epsilon)}, ${sure}${exception}.`;
}

/** e^epsilon, three digits, rounded up so that the sentence stays true. */
function factor(epsilon: number): string {
  if (epsilon > 100) return `e^${epsilon.toPrecision(4)}`;
  const value = Math.exp(epsilon);
  const step = 10 ** (Math.floor(Math.log10(value)) - 2);
  const rounded = Math.ceil(value / step) * step;
  return rounded < 1e6 ? Number(rounded.toPrecision(3)).toLocaleString("en-US") : rounded.toExponential(2);
}

/** A probability above 1/2 in percent, with as many nines as it has; rounded up, as the factor is. */
function percent(probability: number): string {
  const doubt = 100 * (1 - probability);
  if (doubt < 1e-6) return "practical certainty";
  const digits = Math.max(0, 1 - Math.floor(Math.log10(doubt)));
  return `${(100 - Math.floor(doubt * 10 ** digits) / 10 ** digits).toFixed(digits)} % probability`;
}
