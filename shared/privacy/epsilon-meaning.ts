/** What an epsilon means to the person it protects. @module */
import type { NeighbouringRelation, PrivacyUnit } from "./events.js";

const subjects: Readonly<Record<PrivacyUnit, string>> = {
  example: "one given example was used",
  participant: "a participant's data was this set rather than that one",
};

/** What its neighbours differ in. */
function subjectOf(unit: PrivacyUnit, neighbours: NeighbouringRelation | undefined): string {
  if (neighbours === undefined) return subjects[unit];
  if (unit === "example") {
    return neighbours === "replace-one" ? "a given example was this one rather than that one" : subjects.example;
  }
  if (neighbours === "replace-one") return subjects.participant;
  return neighbours === "add-or-remove-one" ? "a given participant took part" : "a participant's own data was used";
}

/**
 * One sentence on how far the odds of a suspicion can grow, by Bayes' rule: at most e^epsilon, unless an event of
 * probability `delta` happens.
 * @param epsilon nats, in [0, ∞]
 * @param delta in [0, 1]
 * @param neighbours that epsilon holds for; those of the unit where absent
 */
export function epsilonMeaning(
  epsilon: number,
  delta: number,
  unit: PrivacyUnit,
  neighbours?: NeighbouringRelation,
): string {
  const suspicion = `a suspicion that ${subjectOf(unit, neighbours)}`;
  if (epsilon === Infinity) return `No limit is known: what was released may turn ${suspicion} into certainty.`;
  const exception = delta > 0 ? `, up to a failure of the guarantee with probability ${small(delta)}` : "";
  if (epsilon === 0) return `What was released does not change the odds of ${suspicion}${exception}.`;
  const sure = `from even odds to ${percent(1 / (1 + Math.exp(-epsilon)))}`;
  return `What was released can multiply the odds of ${suspicion} by at most ${factor(epsilon)}, ${sure}${exception}.`;
}

/** e^epsilon, rounded up so that the sentence stays true. */
function factor(epsilon: number): string {
  if (epsilon > 100) return `e^${String(upwards(epsilon, 4)).replace("e+", "e")}`;
  const value = upwards(Math.exp(epsilon), 3);
  return value < 1e6 ? value.toLocaleString("en-US") : value.toExponential(2);
}

/** A probability above 1/2 in percent, with as many nines as it has; rounded up, as the factor is. */
function percent(probability: number): string {
  const doubt = 100 * (1 - probability);
  if (doubt < 1e-6) return "practical certainty";
  const digits = Math.max(0, 1 - Math.floor(Math.log10(doubt)));
  return `${(100 - Math.floor(doubt * 10 ** digits) / 10 ** digits).toFixed(digits)} % probability`;
}

/** 1e-5, where JavaScript would write 0.00001. */
function small(value: number): string {
  const rounded = upwards(value, 3);
  return rounded < 1e-3 ? rounded.toExponential() : String(rounded);
}

/** To so many significant digits, and no less than `value`, which is above 0. */
function upwards(value: number, digits: number): number {
  const near = Number(value.toPrecision(digits));
  if (near >= value) return near;
  return Number((near + 10 ** (Math.floor(Math.log10(near)) + 1 - digits)).toPrecision(digits));
}
