/** Privacy losses on a grid, weighed so that what decides δ has all its digits. @module */
import type { SplitLoss } from "./split-loss.js";

/**
 * A distribution of losses, each weighed by e^(θ·loss − K): the mass under P of cell i is
 * tilted[i] · e^(K − θ · loss_i), however small it is.
 */
export interface TiltedLoss {
  readonly step: number;
  /** loss of the first cell, in steps */
  readonly first: number;
  /** [n], of total 1 */
  readonly tilted: Float64Array;
  /** θ */
  readonly tilt: number;
  /** K, log of the mean of e^(θ·loss) over the finite losses */
  readonly logTotal: number;
  /** mass of an infinite loss */
  readonly infinite: number;
}

/** The same of a split loss: `low` and `high` are weighed by the loss of the end that they go to. */
export interface TiltedSplit extends Omit<SplitLoss, "below" | "above"> {
  readonly tilt: number;
  /** K */
  readonly logTotal: number;
  /** weighed as the first point */
  readonly below: number;
  /** weighed as the last point */
  readonly above: number;
}

export function tiltedSplit(split: SplitLoss, tilt: number): TiltedSplit {
  const { step, first } = split;
  const count = split.low.length;
  const exponent = (point: number) => tilt * step * (first + point);
  let logTotal = Math.max(Math.log(split.below) + exponent(0), Math.log(split.above) + exponent(count));
  for (let i = 0; i < count; i++) logTotal = Math.max(logTotal, Math.log(split.low[i] + split.high[i]) + exponent(i));
  const [low, high] = [new Float64Array(count), new Float64Array(count)];
  const growth = Math.exp(tilt * step);
  for (let i = 0; i < count; i++) {
    const factor = Math.exp(Math.min(MOST_EXPONENT, exponent(i) - logTotal));
    low[i] = split.low[i] * factor;
    high[i] = split.high[i] * factor * growth;
  }
  const weight = (mass: number, point: number) => Math.exp(Math.log(mass) + exponent(point) - logTotal);
  return { ...split, low, high, below: weight(split.below, 0), above: weight(split.above, count), tilt, logTotal };
}

/** More than that of any mass but those that have hardly a digit left. */
const MOST_EXPONENT = 700;

/** A loss between the points of a wider grid. */
export function onWiderGrid(loss: TiltedLoss, step: number): TiltedSplit {
  const { tilted, tilt, logTotal, infinite } = loss;
  const place = (cell: number) => ((loss.first + cell) * loss.step) / step;
  const first = Math.floor(place(0));
  const count = Math.floor(place(tilted.length - 1)) - first + 1;
  const [low, high] = [new Float64Array(count), new Float64Array(count)];
  const width = Math.expm1(-step);
  for (let cell = 0; cell < tilted.length; cell++) {
    const below = Math.floor(place(cell));
    const excess = (place(cell) - below) * step;
    // p = a + b and q = a·e^(−low end) + b·e^(−high end), either with the weight of where it is now
    const share = Math.expm1(-excess) / width;
    low[below - first] += tilted[cell] * (1 - share) * Math.exp(-tilt * excess);
    high[below - first] += tilted[cell] * share * Math.exp(tilt * (step - excess));
  }
  return { step, first, low, high, below: 0, above: 0, infinite, tilt, logTotal };
}

/** Never less δ than the loss has: all mass at the points, what is below them at the first, what is above infinite. */
export function fromAbove(split: TiltedSplit): TiltedLoss {
  const { step, first, tilt, logTotal, low } = split;
  const tilted = atPoints(split);
  tilted[0] += split.below;
  const infinite = split.infinite + massOf(split.above, split, low.length);
  return normalised({ step, first, tilted, tilt, logTotal, infinite });
}

/** [n + 1] */
export function atPoints({ low, high }: TiltedSplit): Float64Array {
  const weights = new Float64Array(low.length + 1);
  for (let i = 0; i < low.length; i++) {
    weights[i] += low[i];
    weights[i + 1] += high[i];
  }
  return weights;
}

/** The mass under P of a weight at a point. */
export const massOf = (weight: number, { step, first, tilt, logTotal }: TiltedSplit, point: number): number =>
  weight === 0 ? 0 : weight * Math.exp(logTotal - tilt * step * (first + point));

/** Divides the weights, in place. */
export function normalised(loss: TiltedLoss): TiltedLoss {
  const { tilted, logTotal } = loss;
  let total = 0;
  for (const weight of tilted) total += weight;
  if (total > 0) for (let i = 0; i < tilted.length; i++) tilted[i] /= total;
  return { ...loss, logTotal: logTotal + Math.log(total) };
}
