/** What a privacy loss distribution is made from: a pair of distributions that dominates a mechanism in one direction. @module */
import { sampleLoss } from "./cumulant.js";
import type { LossSample } from "./cumulant.js";
import { connectTheDots } from "./split-loss.js";
import type { SplitLoss } from "./split-loss.js";
import type { Outcome } from "./outcomes.js";
import type { OutputPair } from "./output-pair.js";

export interface LossSource {
  /** a rough picture of its losses, but for a mass of P of `tail` on either side */
  sample(tail: number): LossSample;
  /**
   * Its losses between the points of a grid.
   * @param tail mass of P, on either side, that may be beyond the points
   * @param lowest a loss; no point is far below it
   */
  onGrid(step: number, tail: number, lowest: number): SplitLoss;
  /** all that can happen, where that is little */
  readonly outcomes?: readonly Outcome[];
  /** its δ at an ε, 0 or more, of one release, where that has a closed form: between these */
  readonly delta?: (epsilon: number) => DeltaOfOne;
}

/** Apart by what rounding may have done. */
export interface DeltaOfOne {
  readonly lower: number;
  readonly upper: number;
}

/** Of a real output. */
export function lossOf(pair: OutputPair): LossSource {
  return {
    sample: (tail) => sampleLoss(pair, tail),
    onGrid: (step, tail, lowest) => connectTheDots(pair, step, tail, lowest),
    delta: (epsilon) => hockeyStick(pair, epsilon),
  };
}

const ROUNDING = 1e-15;

/** P − e^ε·Q of where the loss is above ε. The digits of a tail are lost as those of its exponent. */
function hockeyStick({ p, q, outputAt }: OutputPair, epsilon: number): DeltaOfOne {
  const z = outputAt(epsilon);
  if (z === Infinity) return { lower: 0, upper: 0 };
  const [above, other] = [p.above(z), q.above(z)];
  if (other === 0) return { lower: 0, upper: above };
  const delta = above - Math.exp(epsilon + Math.log(other));
  const error = ROUNDING * above * (1 - Math.log(other));
  return { lower: Math.max(0, delta - error), upper: Math.max(0, delta + error) };
}
