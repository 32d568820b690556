/** Meets a privacy target: from an epsilon to the noise that keeps it. @module */
import type { DefenceInit } from "../../shared/plugins/defence.js";
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import { calibrateNoiseMultiplier } from "../../shared/privacy/calibrate.js";
import { plannedReleases } from "../../shared/privacy/planned-release.js";
import type { RunConfig } from "../../shared/scenario/schema.js";

/**
 * What a defence calibrates with: the run's delta and first accountant, over all of a participant's turns.
 */
export function calibrator({ delta, accountants }: RunConfig["privacy"], turns: number): DefenceInit["calibrate"] {
  return (epsilon, release) => {
    const { neighbours } = release(1, 1);
    const events = (noiseMultiplier: number) => [
      plannedReleases((round) => release(noiseMultiplier, round), turns).event,
    ];
    return calibrateNoiseMultiplier(accountantNamed(accountants[0]), { epsilon, delta, neighbours }, events);
  };
}
