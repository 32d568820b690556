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

/** In the order of `truths`, whose examples `strategy` and `control` were measured on. */
export function targetRows(truths: readonly Truth[], strategy: Measured, control: Measured): TargetScore[] {
  const targets = truths.flatMap(({ turn, labels }) => [...labels].map((label, index) => ({ ...turn, index, label })));
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
