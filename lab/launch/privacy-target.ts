/** Meets a privacy target: from an epsilon to the noise that keeps it. @module */
import type { DefenceInit } from "../../shared/plugins/defence.js";
import { ImpossibleCombination } from "../../shared/plugins/plugin.js";
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import { calibrateNoiseMultiplier } from "../../shared/privacy/calibrate.js";
import { plannedReleases } from "../../shared/privacy/planned-release.js";
import type { RunConfig } from "../../shared/scenario/schema.js";

/**
 * What a defence calibrates with: the run's delta and first accountant, over all of a participant's turns.
 * The function it returns throws an ImpossibleCombination where that accountant refuses what is released.
 */
export function calibrator({ delta, accountants }: RunConfig["privacy"], turns: number): DefenceInit["calibrate"] {
  return (epsilon, release) => {
    const accountant = accountantNamed(accountants[0]);
    const { event, neighbours } = release(1, 1);
    const supported = accountant.supports(event, neighbours);
    if (supported !== true) {
      throw new ImpossibleCombination(
        `the accountant ${accountant.name} cannot calibrate noise to an epsilon: ${supported.why}`,
        { parameter: ["targetEpsilon"], hint: "name another accountant first in privacy.accountants" },
      );
    }
    const events = (noiseMultiplier: number) => [
      plannedReleases((round) => release(noiseMultiplier, round), turns).event,
    ];
    return calibrateNoiseMultiplier(accountant, { epsilon, delta, neighbours }, events);
  };
}
