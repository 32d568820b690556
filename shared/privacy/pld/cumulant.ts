/** The cumulant generating function of privacy losses, log E_P[e^(θ·loss)]: what says where on the grid to look. @module */
import { logSumExp } from "../../numeric/log-sum-exp.js";
import type { OutputPair } from "./output-pair.js";

/** A distribution that is run through `count` times. */
export interface Repeated<T> {
  readonly part: T;
  readonly count: number;
}

/** Losses with masses, good enough to choose tilt and window by; never what a bound rests on. */
export interface LossSample {
  readonly losses: Float64Array;
  readonly logMasses: Float64Array;
}

const CELLS = 1000;

/** Equal cells of the output, each with the loss in its middle. */
export function sampleLoss(pair: OutputPair, tail: number): LossSample {
  const [low, high] = pair.range(tail);
  const losses = new Float64Array(CELLS + 2);
  const logMasses = new Float64Array(CELLS + 2);
  const at = (cell: number) => low + ((high - low) * cell) / CELLS;
  const { below, above } = pair.p;
  for (let cell = 0; cell < CELLS; cell++) {
    const [from, to] = [at(cell), at(cell + 1)];
    losses[cell] = pair.lossAt((from + to) / 2);
    logMasses[cell] = Math.log(Math.max(0, to <= 0 ? below(to) - below(from) : above(from) - above(to)));
  }
  [losses[CELLS], logMasses[CELLS]] = [pair.lossAt(low), Math.log(below(low))];
  [losses[CELLS + 1], logMasses[CELLS + 1]] = [pair.lossAt(high), Math.log(above(high))];
  return { losses, logMasses };
}

/** K(θ) of the sum of all. */
export function cumulant(samples: readonly Repeated<LossSample>[], tilt: number): number {
  return samples.reduce(
    (sum, { part: { losses, logMasses }, count }) =>
      sum + count * logSumExp(losses.map((loss, i) => logMasses[i] + tilt * loss)),
    0,
  );
}
