/** How many lots a turn trains on. @module */

export interface LocalWork {
  readonly update: "gradient" | "delta";
  readonly batchSize: number;
  /** passes over the participant's examples; 1 where neither this nor `localSteps` is given */
  readonly localEpochs?: number;
  readonly localSteps?: number;
}

/**
 * Lots, one after another, in a turn of a participant with so many examples: 1 for a gradient; for a delta
 * `localSteps`, or the full lots of `localEpochs` passes, at least one a pass.
 */
export function localStepsOf({ update, batchSize, localEpochs = 1, localSteps }: LocalWork, examples: number): number {
  if (update === "gradient") return 1;
  return localSteps ?? localEpochs * Math.max(1, Math.floor(examples / batchSize));
}
