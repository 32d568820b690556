/** How much noise goes where. @module */
import type { AggregatorFacts } from "../../../shared/plugins/aggregator.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { noiseBesideIndicator } from "../../../shared/privacy/adaptive-clip.js";
import type { DpFedAvgParams } from "./params.js";
import { fewestUpdates } from "./refusals.js";

/** Standard deviations of the noise in a whole sum. */
export interface NoiseLevels {
  /** z_Δ, on each coordinate, in units of the clip norm */
  readonly coordinate: number;
  /** σ_b, on the count of updates within the clip; absent where nothing is counted */
  readonly indicator?: number;
}

/** Updates a round, expected: public, unlike the number that there are. */
export function expectedUpdates({ cohort, participants }: AggregatorFacts): number {
  return cohort?.size ?? participants;
}

/**
 * @param noiseMultiplier z, that sum and count may cost together
 * @throws {ImpossibleCombination} where the count alone costs more
 */
export function noiseLevels(
  { adaptive }: DpFedAvgParams,
  noiseMultiplier: number,
  facts: AggregatorFacts,
): NoiseLevels {
  if (adaptive === undefined) return { coordinate: noiseMultiplier };
  const indicator = adaptive.indicatorNoise ?? expectedUpdates(facts) / 20;
  try {
    return { coordinate: noiseBesideIndicator(noiseMultiplier, indicator), indicator };
  } catch (error) {
    throw new ImpossibleCombination((error as RangeError).message, {
      parameter: ["adaptive", "indicatorNoise"],
      hint: "raise indicatorNoise, have more participants a round, or remove adaptive",
    });
  }
}

/** What each participant adds so that as few as may end a round, without those that collude, reach `levels`. */
export function shareOf(
  { coordinate, indicator }: NoiseLevels,
  colluding: number,
  facts: AggregatorFacts,
): NoiseLevels {
  const honest = Math.sqrt((fewestUpdates(facts) ?? 0) - colluding);
  return { coordinate: coordinate / honest, ...(indicator !== undefined && { indicator: indicator / honest }) };
}
