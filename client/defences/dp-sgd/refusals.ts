/** What DP-SGD cannot do, said before anything starts. @module */
import { MOST_CELLS } from "../../../shared/learning/snap.js";
import type { DefenceInit, TurnFacts } from "../../../shared/plugins/defence.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { CELLS_PER_UNIT } from "../../../shared/random/exact-normal.js";
import { requireExactlyOne } from "../../../shared/plugins/exactly-one.js";
import { sumNoise } from "./clip.js";
import { factorIn } from "./noise-schedule.js";
import type { DpSgdParams } from "./params.js";
import { releaseOf, trainedOn } from "./release.js";

/** Of less noise than this, in clip norms, a clip would have more cells of the noise's grid than sums are exact for. */
const LEAST_SECURE_NOISE = CELLS_PER_UNIT / MOST_CELLS;

/** @throws {ImpossibleCombination} */
export function refuseUnsoundRun(given: DpSgdParams, { facts, before }: DefenceInit): void {
  requireExactlyOne(given, "noiseMultiplier", "targetEpsilon");
  requireExactlyOne(given, "clipNorm", "layerClipNorms");
  if (given.layerClipNorms !== undefined && given.clipping === "flat") {
    throw new ImpossibleCombination("layerClipNorms are for clipping: per-layer, and clipping is flat", {
      parameter: ["layerClipNorms"],
      hint: "set clipping: per-layer, or give a clipNorm",
    });
  }
  if (releaseOf(1, undefined, facts, 1) === undefined) {
    throw new ImpossibleCombination(
      `training.sampling is ${facts.sampling}, for whose lots no accounting of dp-sgd is known`,
      { hint: "set training.sampling: poisson, or truncated-poisson or fixed" },
    );
  }
  if (facts.unit !== "example") {
    throw new ImpossibleCombination(`dp-sgd protects each example, not a whole ${facts.unit}`, {
      hint: "set privacy.unit: example, or use clip and gaussian-noise, which can protect a participant",
    });
  }
  if (before.event !== undefined || before.l2Bound < Infinity) {
    throw new ImpossibleCombination("dp-sgd computes the gradient itself, so that no defence can come before it", {
      hint: "put dp-sgd first in the list of defences",
    });
  }
  refuseSchedule(given, facts);
}

function refuseSchedule({ noiseSchedule }: DpSgdParams, facts: TurnFacts): void {
  if (noiseSchedule === undefined || noiseSchedule.kind === "uniform") return;
  if (!facts.everyRound) {
    throw new ImpossibleCombination(
      "a noise schedule needs a participant that takes a turn in every round: the round then says how much noise it adds, " +
        "and with it what it spends, which would otherwise depend on who is drawn or how fast it is",
      {
        parameter: ["noiseSchedule"],
        hint: "remove training.cohort, and asynchronous schedules, or the noiseSchedule",
      },
    );
  }
  const left = trainedOn(noiseSchedule, facts);
  if (facts.batchSize > left) {
    throw new ImpossibleCombination(
      `lots of ${facts.batchSize} cannot be drawn from the ${left} of ${facts.examples} examples that are not held out`,
      { parameter: ["noiseSchedule", "heldOut"], hint: "lower heldOut or training.batchSize" },
    );
  }
}

/**
 * @param noiseMultiplier in the first turn
 * @throws {ImpossibleCombination} on noise that the lots cannot have
 */
export function refuseNoise(given: DpSgdParams, noiseMultiplier: number, facts: TurnFacts): void {
  const { adaptive, noiseSchedule } = given;
  if (noiseMultiplier === 0) return;
  try {
    sumNoise(adaptive, noiseMultiplier, facts.batchSize);
  } catch (error) {
    throw new ImpossibleCombination((error as RangeError).message, {
      parameter: ["adaptive", "indicatorNoise"],
      hint: "raise indicatorNoise, or leave it out",
    });
  }
  // of the last turn: schedules fall
  const factor = noiseSchedule === undefined ? 1 : factorIn(noiseSchedule, Math.max(1, facts.turns), facts.turns);
  const least = noiseMultiplier * factor;
  if (facts.secureRandomness && least < LEAST_SECURE_NOISE) {
    throw new ImpossibleCombination(
      `secure noise has a multiplier of ${LEAST_SECURE_NOISE} or more, not ${least}: less of it protects nothing`,
      { hint: "raise noiseMultiplier, or set privacy.randomness: reproducible" },
    );
  }
}
