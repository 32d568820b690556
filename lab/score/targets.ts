/** One row a target: what was there, what was claimed, and how close that came. @module */
import type { Truth } from "./guesses.js";
import type { Measured } from "./measure.js";

export interface TargetScore {
  readonly participant: number;
  readonly round: number;
  /** of the example within its lot, from 0 */
  readonly index: number;
  readonly label: number;
  /** -1 where nothing was claimed */
  readonly claimedLabel: number;
  readonly strategy: string;
  readonly psnrDb: number;
  readonly ssim: number;
  readonly mse: number;
  readonly controlPsnrDb: number;
}

type Example = Pick<TargetScore, "participant" | "round" | "index" | "label">;

function examplesOf({ turn, labels, owners }: Truth): Example[] {
  return [...labels].map((label, place) => {
    const participant = owners?.[place] ?? turn.participant;
    const index = place - (owners?.indexOf(participant) ?? 0);
    return { participant, round: turn.round, index, label };
  });
}

/** In the order of `truths`, whose examples `strategy` and `control` were measured on. */
export function targetRows(truths: readonly Truth[], strategy: Measured, control: Measured): TargetScore[] {
  const targets = truths.flatMap(examplesOf);
  return targets.map(({ participant, round, index, label }, row) => ({
    participant,
    round,
    index,
    label,
    claimedLabel: strategy.pairs.claimLabels[row],
    strategy: strategy.name,
    psnrDb: strategy.values.psnrDb[row],
    ssim: strategy.values.ssim[row],
    mse: strategy.values.mse[row],
    controlPsnrDb: control.values.psnrDb[row],
  }));
}
