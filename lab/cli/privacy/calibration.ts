/** The value of a parameter that meets a target. @module */
import type { Accountant } from "../../../shared/plugins/accountant.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { calibrate } from "../../../shared/privacy/calibrate.js";
import { UsageError } from "../usage-error.js";
import { nobodyAnswers } from "./accounts.js";
import type { Refusal } from "./accounts.js";
import type { Question, Varied } from "./question.js";

/** Relative: finer than what is printed as text, and an evaluation may take a second. */
const PRECISION = 1e-6;

export interface Calibrated {
  readonly name: Varied["name"];
  readonly value: number;
  /** by whose word the target is met */
  readonly accountant: Accountant;
}

/**
 * Meets the target by the word of the first accountant that can account for the release.
 * @throws {UsageError} where none can, or no value meets the target
 */
export function calibrated(
  question: Question,
  what: "noise" | "steps" | "rate",
  accountants: readonly Accountant[],
): Calibrated {
  const { numbers, neighbours, varied } = question;
  const { name, parameter } = varied[what] as Varied;
  const { epsilon = NaN, delta = NaN } = numbers;
  const eventAt = (value: number) => question.event({ [name]: value });
  // a value at which every mechanism is what it is: whether an accountant knows it does not depend on how much
  const probe = eventAt(Math.min(1, parameter.highest));
  const refusals: Refusal[] = [];
  const accountant = accountants.find((candidate) => {
    const supported = candidate.supports(probe, neighbours);
    if (supported !== true) refusals.push({ accountant: candidate, why: supported.why });
    return supported === true;
  });
  if (accountant === undefined) throw nobodyAnswers(refusals);
  try {
    const value = calibrate(accountant, { epsilon, delta, neighbours }, (at) => [eventAt(at)], parameter, PRECISION);
    return { name, value, accountant };
  } catch (error) {
    if (!(error instanceof ImpossibleCombination)) throw error;
    throw new UsageError(error.message, error.hint);
  }
}
