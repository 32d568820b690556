/** Meets a privacy target: from an epsilon to the noise that keeps it. @module */
import type { DefenceInit } from "../../shared/plugins/defence.js";
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import { calibrateNoiseMultiplier } from "../../shared/privacy/calibrate.js";
import { neighboursOf } from "../../shared/privacy/neighbours.js";
import type { RunConfig } from "../../shared/scenario/schema.js";

/**
 * What a defence calibrates with: the run's delta and first accountant, over all of a participant's turns.
 */
export function calibrator(
  { unit, delta, accountants }: RunConfig["privacy"],
  turns: number,
): DefenceInit["calibrate"] {
  const neighbours = neighboursOf(unit);
  return (epsilon, event) =>
    calibrateNoiseMultiplier(accountantNamed(accountants[0]), { epsilon, delta, neighbours }, (noiseMultiplier) => [
      { type: "repeated", count: turns, event: event(noiseMultiplier) },
    ]);
}
